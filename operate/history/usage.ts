import { historyUsage, type TenantUsage } from '../../lambdas/aws/history/erase-history.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { alignColumns } from '../../terminal/table.ts';
import { noArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { warningsTo } from '../log.ts';
import { countOf, plainText } from '../plain-text.ts';
import { progressOn } from '../progress.ts';
import { commonHelp, commonOptions, connect, exitCodeHelp, readTarget } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { regionHistories } from './region-histories.ts';

const help = `Usage: fanout history usage [options]

Shows how much history each tenant has, by Region: chunks, rows and the bytes of the chunks, without the
contents of events. It reads the whole table of each Region, which DynamoDB charges for.

Options:
${commonHelp}

${exitCodeHelp}`;

/** `fanout history usage`. */
export const historyUsageCommand: Command = {
  name: 'history usage',
  summary: 'show how much history each tenant has',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, commonOptions);
    noArguments(positionals);
    const connection = await connect(readTarget(values));
    const progress = progressOn(terminal.errorOutput);
    const tenants: UsageInRegion[] = [];
    for (const { region, store } of regionHistories(connection, warningsTo(terminal.errorOutput))) {
      const onProgress = (chunks: number) =>
        progress.show(`${region}: ${countOf(chunks, 'chunk')} read`);
      const usage = await historyUsage(store, onProgress);
      tenants.push(...usage.map((one) => ({ region, ...one })));
    }
    progress.finish();
    const sorted = tenants.toSorted((one, other) => other.bytes - one.bytes);
    if (values.json) printJson(terminal, { tenants: sorted });
    else printLines(terminal, [usageTable(sorted), `Usage (${connection.title})`]);
    return 0;
  },
};

interface UsageInRegion extends TenantUsage {
  readonly region: string;
}

function usageTable(tenants: readonly UsageInRegion[]): readonly string[] {
  return alignColumns([
    ['tenant', 'region', 'chunks', 'rows', 'bytes'],
    ...tenants.map(({ tenant, region, chunks, rows, bytes }) => [
      plainText(tenant),
      region,
      chunks,
      rows,
      bytes,
    ]),
  ]);
}

import { historyUsage, type TenantUsage } from '../../lambdas/aws/history/erase-history.ts';
import { tenantKey } from '../../lambdas/aws/payloads/payload-key.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { alignColumns } from '../../terminal/table.ts';
import { noArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { warningsTo } from '../log.ts';
import { countOf, plainText } from '../plain-text.ts';
import { progressOn } from '../progress.ts';
import { commonHelp, commonOptions, connect, exitCodeHelp, readTarget } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import type { StoredPayloads } from './payload-bucket.ts';
import { regionHistories } from './region-histories.ts';

const help = `Usage: fanout history usage [options]

Shows how much history each tenant has, by Region: chunks, rows and the bytes of the chunks, without the
contents of events; and the details of its large events (payloads) with their bytes. A tenant that has
payloads and no history is shown as a key: the beginning of the SHA-256 of its name. It reads the whole
table of each Region, which DynamoDB charges for, and lists the payload buckets.

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
    const histories = regionHistories(connection, warningsTo(terminal.errorOutput));
    for (const { region, store, payloads } of histories) {
      const onProgress = (chunks: number) =>
        progress.show(`${region}: ${countOf(chunks, 'chunk')} read`);
      const usage = await historyUsage(store, onProgress);
      progress.show(`${region}: listing payloads`);
      tenants.push(...withPayloads(region, usage, await payloads.usage()));
    }
    progress.finish();
    const size = ({ bytes, payloadBytes }: UsageInRegion) => bytes + payloadBytes;
    const sorted = tenants.toSorted((one, other) => size(other) - size(one));
    if (values.json) printJson(terminal, { tenants: sorted });
    else printLines(terminal, [usageTable(sorted), `Usage (${connection.title})`]);
    return 0;
  },
};

interface UsageInRegion extends Omit<TenantUsage, 'tenant'> {
  /** Undefined where only its key is known. */
  readonly tenant?: string;
  readonly tenantKey: string;
  readonly region: string;
  readonly payloads: number;
  readonly payloadBytes: number;
}

/** The usage of all who have a history or payloads in a Region. */
function withPayloads(
  region: string,
  history: readonly TenantUsage[],
  usage: ReadonlyMap<string, StoredPayloads>,
): readonly UsageInRegion[] {
  const known = history.map((one) => ({ ...one, tenantKey: tenantKey(one.tenant) }));
  const keys = new Set(known.map((one) => one.tenantKey));
  const others = [...usage.keys()].filter((key) => !keys.has(key));
  const withoutHistory = others.map((key) => ({ tenantKey: key, chunks: 0, rows: 0, bytes: 0 }));
  return [...known, ...withoutHistory].map((one) => {
    const { payloads, bytes } = usage.get(one.tenantKey) ?? { payloads: 0, bytes: 0 };
    return { region, ...one, payloads, payloadBytes: bytes };
  });
}

function usageTable(tenants: readonly UsageInRegion[]): readonly string[] {
  return alignColumns([
    ['tenant', 'region', 'chunks', 'rows', 'bytes', 'payloads', 'payload bytes'],
    ...tenants.map(({ tenant, region, chunks, rows, bytes, ...others }) => [
      tenant === undefined ? `key ${others.tenantKey}` : plainText(tenant),
      region,
      chunks,
      rows,
      bytes,
      others.payloads,
      others.payloadBytes,
    ]),
  ]);
}

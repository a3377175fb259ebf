import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamodbReconcileTable } from '../../lambdas/aws/dynamodb-reconcile-table.ts';
import { dynamodbRegistrationTable } from '../../lambdas/aws/dynamodb-registration-table.ts';
import { sourceStates } from '../../lambdas/domain/source-state.ts';
import { sourceView } from '../../lambdas/registration/source-view.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { noArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { warningsTo } from '../log.ts';
import { countOf } from '../plain-text.ts';
import { progressOn } from '../progress.ts';
import { commonHelp, connect, commonOptions, exitCodeHelp, readTarget } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { findSources, type SourceFilter } from './find-sources.ts';
import { sourceTable, type ShownState } from './source-lines.ts';

const states: readonly ShownState[] = [...sourceStates, 'RETIRED'];

const help = `Usage: fanout sources list [options]

Lists customers' partner event sources from the mapping table, including retired ones. With --generator or
--tenant it reads only their mappings, otherwise the whole table.

Options:
  --tenant NAME       the first segment of the generator
  --generator NAME    <tenant>/<resource...>
  --region NAME       the Region of the source
  --state STATE       ${states.join(', ')}
${commonHelp}

${exitCodeHelp}`;

/** `fanout sources list`. */
export const listSources: Command = {
  name: 'sources list',
  summary: "list customers' partner event sources",
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      tenant: { type: 'string' },
      generator: { type: 'string' },
      region: { type: 'string' },
      state: { type: 'string' },
    });
    noArguments(positionals);
    const { tenant, generator, region } = values;
    const filter: SourceFilter = { tenant, generator, region, state: readState(values.state) };
    const connection = await connect(readTarget(values));
    const client = new DynamoDBClient();
    const { mappingTableName: name, clockAheadMs, title } = connection;
    const log = warningsTo(terminal.errorOutput);
    const progress = progressOn(terminal.errorOutput);
    const mappings = await findSources(
      filter,
      {
        byTenant: dynamodbRegistrationTable(client, name, log),
        all: dynamodbReconcileTable(client, name, log),
      },
      (read) => progress.show(`${countOf(read, 'source')} read`),
    );
    progress.finish();
    const nowMs = Date.now() + clockAheadMs;
    if (values.json) {
      printJson(terminal, { sources: mappings.map((mapping) => sourceView(mapping, nowMs)) });
    } else {
      printLines(terminal, [
        sourceTable(mappings),
        `${countOf(mappings.length, 'source')} (${title})`,
      ]);
    }
    return 0;
  },
};

function readState(text: string | undefined): ShownState | undefined {
  if (text === undefined) return undefined;
  const state = states.find((one) => one === text.toUpperCase());
  if (state !== undefined) return state;
  throw new InputError(`--state must be one of ${states.join(', ')}, not "${text}"`);
}

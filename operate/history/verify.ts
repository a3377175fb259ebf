import { verifyTenant, type Verification } from '../../lambdas/aws/history/erase-history.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { alignColumns } from '../../terminal/table.ts';
import { noArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { warningsTo } from '../log.ts';
import { countOf, plainText } from '../plain-text.ts';
import { progressOn } from '../progress.ts';
import { givenTenant } from '../registration/open-source.ts';
import { commonHelp, commonOptions, connect, exitCodeHelp, readTarget } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import { regionHistories } from './region-histories.ts';

const help = `Usage: fanout history verify --tenant NAME [options]

Reads the contents of each event that a tenant's history leads to, in every Region, and checks that they
are of that event and tenant. Contents that are no longer kept count as absent. The exit code is 1 if some
are of another event or tenant: they are neither shown nor sent, but something wrote the history wrongly.

Options:
  --tenant NAME       the tenant whose history is verified
${commonHelp}

${exitCodeHelp}`;

/** `fanout history verify`. */
export const verifyHistory: Command = {
  name: 'history verify',
  summary: "check the contents that a tenant's history leads to",
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, {
      ...commonOptions,
      tenant: { type: 'string' },
    });
    noArguments(positionals);
    const tenant = givenTenant(values);
    const connection = await connect(readTarget(values));
    const progress = progressOn(terminal.errorOutput);
    const regions: VerifiedRegion[] = [];
    for (const history of regionHistories(connection, warningsTo(terminal.errorOutput))) {
      const { region, store, reader, foreignBodies } = history;
      const onProgress = ({ rows }: Verification) =>
        progress.show(`${region}: ${countOf(rows, 'row')} verified`);
      const { absent, ...found } = await verifyTenant(tenant, store, reader, onProgress);
      const foreign = foreignBodies();
      regions.push({ region, ...found, absent: absent - foreign, foreign });
    }
    progress.finish();
    if (values.json) printJson(terminal, { tenant, regions });
    else
      printLines(terminal, [verifiedTable(regions), `${plainText(tenant)} (${connection.title})`]);
    return regions.some(({ foreign }) => foreign > 0) ? 1 : 0;
  },
};

interface VerifiedRegion extends Verification {
  readonly region: string;
  /** Rows whose contents are of another event or tenant. */
  readonly foreign: number;
}

function verifiedTable(regions: readonly VerifiedRegion[]): readonly string[] {
  return alignColumns([
    ['region', 'rows', 'contents read', 'absent', 'of others'],
    ...regions.map(({ region, rows, read, absent, foreign }) => [
      region,
      rows,
      read,
      absent,
      foreign,
    ]),
  ]);
}

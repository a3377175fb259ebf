import { lookup } from 'node:dns/promises';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { noArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { progressOn } from '../progress.ts';
import { findStage } from '../target/stage-stack.ts';
import { commonOptions, readTarget } from '../target/target.ts';
import { printJson, printLines } from '../terminal.ts';
import type { Check, PreflightServices } from './check.ts';
import { accountCheck } from './checks/account.ts';
import { bootstrapCheck } from './checks/bootstrap.ts';
import { controlPlaneCheck } from './checks/control-plane.ts';
import { issuerCheck } from './checks/issuer/issuer.ts';
import { keysCheck } from './checks/keys.ts';
import { mappingTableCheck } from './checks/mapping-table.ts';
import { partnerApiCheck } from './checks/partner-api.ts';
import { producersCheck } from './checks/producers.ts';
import { regionsCheck } from './checks/regions.ts';
import { stacksCheck } from './checks/stacks.ts';
import { awsClients } from './clients.ts';
import { findingLines, isPassed, summaryLine } from './report-lines.ts';
import { runChecks } from './run-checks.ts';

const help = `Usage: fanout preflight --stage NAME [options]

Checks all that can be known of a stage before its deployment, and after it, by calls that change nothing:
credentials and account, CDK's bootstrap, the Regions, the partner API, the producers, the sign-in's
provider, what an earlier deployment left, and where the control plane stands. A line for each, and what
to do where it fails. The checks run side by side, and none takes longer than 30 seconds.

What these credentials may not ask is "unknown", with the permission that is missing; it fails nothing.
The provider is asked as the page asks it, once with a code that nobody was given.

Options:
  --stage NAME   the stage, stages/NAME.json
  --port N       refused: local mode has no deployment to check
  --json         print one JSON document
  --help         show this text

Exit code: 0 nothing fails; 1 something fails; 2 wrong input, or no such stage.
`;

/** The longest that a check takes, all its calls and their second tries together. */
const checkMs = 30_000;

// In the order in which a deployment meets them.
const checks: readonly Check[] = [
  accountCheck,
  regionsCheck,
  bootstrapCheck,
  partnerApiCheck,
  producersCheck,
  issuerCheck,
  controlPlaneCheck,
  stacksCheck,
  mappingTableCheck,
  keysCheck,
];

/** `fanout preflight`, by these services. */
export function preflightBy(services: PreflightServices): Command {
  return {
    name: 'preflight',
    summary: 'check what a deployment of a stage needs',
    help,
    async run(args, terminal) {
      const { values, positionals } = parseArguments(args, commonOptions);
      noArguments(positionals);
      const target = readTarget(values);
      if (target.kind === 'local') {
        throw new InputError('preflight checks a deployment: name its stage with --stage NAME');
      }
      const stage = findStage(target.stage);
      const progress = progressOn(terminal.errorOutput);
      progress.show(`0 of ${checks.length} checks done`);
      const findings = await runChecks(checks, stage, services, (done) =>
        progress.show(`${done} of ${checks.length} checks done`),
      );
      progress.finish();
      const passed = isPassed(findings);
      if (values.json) printJson(terminal, { stage: stage.name, passed, findings });
      else {
        const title = `Preflight of stage ${stage.name}`;
        printLines(terminal, [title, findingLines(findings), summaryLine(findings)]);
      }
      return passed ? 0 : 1;
    },
  };
}

/** `fanout preflight`, on AWS. */
export const preflight: Command = preflightBy({
  clients: awsClients(),
  fetch,
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  now: () => performance.now(),
  timeLimit: () => AbortSignal.timeout(checkMs),
});

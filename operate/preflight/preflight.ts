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
import { historyCheck } from './checks/history.ts';
import { issuerCheck } from './checks/issuer/issuer.ts';
import { keysCheck } from './checks/keys.ts';
import { mappingTableCheck } from './checks/mapping-table.ts';
import { partnerApiCheck } from './checks/partner-api.ts';
import { payloadsCheck } from './checks/payloads.ts';
import { producersCheck } from './checks/producers.ts';
import { regionsCheck } from './checks/regions.ts';
import { stacksCheck } from './checks/stacks.ts';
import { awsClients } from './clients.ts';
import { findingLines, isPassed, summaryLine } from './report-lines.ts';
import { runChecks } from './run-checks.ts';

const help = `Usage: fanout preflight --stage NAME [options]

Checks a stage before or after its deployment with read-only calls: credentials and account, CDK bootstrap,
Regions, partner API, producers, sign-in provider, leftovers of an earlier deployment, and the location of
the control plane. Prints one line per check, and what to do if a check fails. The checks run in parallel,
each for at most 30 seconds.

If your credentials lack a permission for a check, its result is "unknown" and names the permission; such a
check does not count as failed. The sign-in provider is called as the page calls it, including one token
request with an invalid code.

Options:
  --stage NAME        the stage, stages/NAME.json
  --port N            not supported: local mode has no deployment to check
  --json              print one JSON document
  --help              show this text

Exit code: 0 no check failed; 1 a check failed; 2 invalid input, or no such stage.
`;

/** The time limit of a check, including all its calls and their retries. */
const checkMs = 30_000;

// In the order in which they affect a deployment.
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
  historyCheck,
  payloadsCheck,
  keysCheck,
];

/** `fanout preflight` with these services. */
export function preflightBy(services: PreflightServices): Command {
  return {
    name: 'preflight',
    summary: 'check whether a stage can be deployed',
    help,
    async run(args, terminal) {
      const { values, positionals } = parseArguments(args, commonOptions);
      noArguments(positionals);
      const target = readTarget(values);
      if (target.kind === 'local') {
        throw new InputError('preflight checks a deployment: specify its stage with --stage NAME');
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

/** `fanout preflight` on AWS. */
export const preflight: Command = preflightBy({
  clients: awsClients(),
  fetch,
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  now: () => performance.now(),
  timeLimit: () => AbortSignal.timeout(checkMs),
});

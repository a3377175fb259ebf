import type { Stage } from '../../lib/stage/stage.ts';
import { ask, type Answer } from './answer.ts';
import type { Check, Identity, PreflightServices } from './check.ts';
import { askIdentity } from './checks/account.ts';
import type { Finding } from './finding.ts';

/**
 * Runs the checks in parallel, each with its own time limit, and resolves with their findings in order.
 * A check that throws is "could not be checked"; the others continue.
 *
 * @param onDone gets the number of finished checks
 */
export async function runChecks(
  checks: readonly Check[],
  stage: Stage,
  services: PreflightServices,
  onDone: (done: number) => void = () => undefined,
): Promise<readonly Finding[]> {
  const { timeLimit, ...others } = services;
  const identity = identityOnce(services, stage);
  let done = 0;
  const findings = await Promise.all(
    checks.map(async (check) => {
      const found = await runOne(check, { ...others, stage, signal: timeLimit(), identity });
      done += 1;
      onDone(done);
      return found;
    }),
  );
  return findings.flat();
}

async function runOne(
  check: Check,
  context: Parameters<Check['run']>[0],
): Promise<readonly Finding[]> {
  // A check normally ends at its time limit and reports what has no answer; this is for one that does not.
  const limit = new AbortController();
  context.signal.addEventListener('abort', () => setImmediate(() => limit.abort()));
  const answer = await ask(limit.signal, '', async () => await check.run(context));
  if (answer.kind === 'answered') return answer.value;
  const reason = answer.kind === 'refused' ? answer.failure.message : answer.reason;
  return [{ check: check.name, status: 'unknown', text: `could not be checked: ${reason}` }];
}

function identityOnce(
  { clients, timeLimit }: PreflightServices,
  { homeRegion }: Stage,
): () => Promise<Answer<Identity>> {
  let asked: Promise<Answer<Identity>> | undefined;
  return async () => await (asked ??= askIdentity(clients, homeRegion, timeLimit()));
}

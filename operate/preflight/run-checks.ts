import type { Stage } from '../../lib/stage/stage.ts';
import { ask, type Answer } from './answer.ts';
import type { Check, Identity, PreflightServices } from './check.ts';
import { askIdentity } from './checks/account.ts';
import type { Finding } from './finding.ts';

/**
 * Runs the checks side by side, each in its own time, and resolves with what they found, in their
 * order. A check that breaks is "could not be checked", and the others go on.
 *
 * @param onDone told how many checks are done
 */
export async function runChecks(
  checks: readonly Check[],
  stage: Stage,
  services: PreflightServices,
  onDone: (done: number) => void = () => undefined,
): Promise<readonly Finding[]> {
  const { timeLimit, ...others } = services;
  const identity = onceAsked(services, stage);
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
  // A check ends with its time by itself, and says of what it has no answer; this is for one that does not.
  const over = new AbortController();
  context.signal.addEventListener('abort', () => setImmediate(() => over.abort()));
  const answer = await ask(over.signal, '', async () => await check.run(context));
  if (answer.kind === 'answered') return answer.value;
  const reason = answer.kind === 'refused' ? answer.failure.message : answer.reason;
  return [{ check: check.name, status: 'unknown', text: `could not be checked: ${reason}` }];
}

function onceAsked(
  { clients, timeLimit }: PreflightServices,
  { homeRegion }: Stage,
): () => Promise<Answer<Identity>> {
  let asked: Promise<Answer<Identity>> | undefined;
  return async () => await (asked ??= askIdentity(clients, homeRegion, timeLimit()));
}

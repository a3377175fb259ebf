import type { ReplayMessage } from '../domain/history/replay-message.ts';
import { beginStep, decideStep, nextStep } from '../domain/history/replay-step.ts';
import { finish } from './finish.ts';
import { sendPages, type StepEnd } from './pages.ts';
import { savedReplay, SupersededError, type SavedReplay } from './saved-replay.ts';
import type { Invocation } from './send-page.ts';
import type { ReplayContext } from './services.ts';

/** `done`: the message may be deleted. `again`: it must come again, since its step may not be done. */
export type StepResult = 'done' | 'again';

// The end of one step and the beginning of the next one may be written at the same time.
const maxBeginnings = 3;
// Longer than a message takes to come again after a crash, and than the longest wait.
const turnMs = 15 * 60_000;
// SQS delays a message by 15 minutes at the most.
const maxDelaySeconds = 900;

/** Makes one step of a replay. Rejects when the table cannot be reached; the message must come again. */
export async function runStep(
  message: ReplayMessage,
  context: ReplayContext,
  invocation: Invocation,
): Promise<StepResult> {
  const begun = await begin(message, context, invocation);
  if (typeof begun === 'string') return begun;
  try {
    const next = await makeStep(begun, context, invocation);
    if (next !== undefined) await sendNext(begun, next, context);
    return 'done';
  } catch (error) {
    if (!(error instanceof SupersededError)) throw error;
    // Whoever has written the replay makes the next step.
    context.log.info('a step of a replay was superseded', { replay: message.id });
    return 'again';
  }
}

/** Begins the step of a message, unless there is nothing to do for it. */
async function begin(
  { tenant, id, step }: ReplayMessage,
  { replays, wake, now }: ReplayContext,
  invocation: Invocation,
): Promise<SavedReplay | StepResult> {
  for (let tries = 0; tries < maxBeginnings; tries += 1) {
    const replay = await replays.find(tenant, id);
    if (replay === undefined) return 'done';
    const beganAtMs = now();
    const decision = decideStep(replay, step, beganAtMs);
    if (decision !== 'begin') return decision === 'busy' ? 'again' : 'done';
    if (step === undefined) {
      // With its number it is found again after a crash.
      await wake({ tenant, id, step: nextStep(replay) });
      return 'done';
    }
    const untilMs = beganAtMs + invocation.getRemainingTimeInMillis();
    const begun = beginStep(replay, { step, beganAtMs, untilMs });
    if ((await replays.save(begun)) === 'saved') return savedReplay(begun, replays);
  }
  return 'again';
}

/** A step's work. Returns how long to wait for the next one; undefined if the replay is over. */
async function makeStep(
  saved: SavedReplay,
  context: ReplayContext,
  invocation: Invocation,
): Promise<Wait | undefined> {
  try {
    const end =
      (await waitForTurn(saved, context)) ?? (await sendPages(saved, context, invocation));
    if (end.kind === 'wait') return end;
    await finish(saved, end.end, context);
    return undefined;
  } catch (error) {
    if (error instanceof SupersededError) throw error;
    return await afterFailure(saved, error, context);
  }
}

type Wait = Extract<StepEnd, { kind: 'wait' }>;

/** Asks for the replay's turn; a single event is sent without one. */
async function waitForTurn(
  saved: SavedReplay,
  { turns, now, replaySettings: { maxRunning, waitSeconds } }: ReplayContext,
): Promise<Wait | undefined> {
  const { id, kind, source, isCancelRequested } = saved.current();
  if (kind === 'resend' || isCancelRequested === true) return undefined;
  const nowMs = now();
  const turn = { replay: id, sourceArn: source.sourceArn, untilMs: nowMs + turnMs };
  const answer = await turns.ask(source.region, turn, { nowMs, maxRunning });
  return answer === 'granted'
    ? undefined
    : { kind: 'wait', waitMs: waitSeconds * 1000, why: 'waits for its turn' };
}

/** A failed step is made again after a while, for a long time. */
async function afterFailure(
  saved: SavedReplay,
  error: unknown,
  context: ReplayContext,
): Promise<Wait | undefined> {
  const { maxFailures, waitSeconds } = context.replaySettings;
  const { id, run } = saved.current();
  const failures = run.failures + 1;
  context.log.error('a step of a replay failed', { replay: id, failures, error });
  if (failures < maxFailures) return { kind: 'wait', waitMs: waitSeconds * 1000, why: failed };
  const reason = `${maxFailures} attempts in a row to go on have failed`;
  await finish(saved, { state: 'ended', reason }, context);
  return undefined;
}

const failed = 'has failed';

/** Sends the next step's message before this one's may be deleted, so that a crash does not lose both. */
async function sendNext(
  saved: SavedReplay,
  { waitMs, why }: Wait,
  context: ReplayContext,
): Promise<void> {
  const { id, source, run, progress } = saved.current();
  const delaySeconds = Math.min(maxDelaySeconds, Math.ceil(waitMs / 1000));
  await context.wake({ tenant: source.tenant, id, step: run.step + 1 }, delaySeconds);
  context.log.info('replay goes on', { replay: id, after: why, delaySeconds, ...progress });
  const { untilMs: _, ...ended } = run;
  const failures = why === failed ? run.failures + 1 : run.failures;
  try {
    await saved.save({ run: { ...ended, failures } });
  } catch (error) {
    // The next step has begun, or will: it needs no note of the end of this one.
    context.log.info('the end of a step of a replay was not noted', { replay: id, error });
  }
}

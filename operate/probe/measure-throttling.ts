import type { ObservedAnswer, ObservedRegion } from '../../emulator/observed/observed.ts';
import { goodEntry } from './entry-case-bodies.ts';
import { answerAt } from './observed-answers.ts';
import { failuresIn, throttleOf } from './patient-put.ts';
import { ownNames, type ProbeContext } from './probe-context.ts';
import { requestText } from './probe-entry.ts';
import type { Reply } from './wire.ts';

/** Whether EventBridge throttles at a rate that is no more than this, and how it says so. */
export async function measureThrottling(
  context: ProbeContext,
): Promise<Pick<ObservedRegion, 'throttling'>> {
  const { effort, time, show, note } = context;
  show(`throttling: ${effort.requestsPerSecond} requests a second`);
  const startedAtMs = time.now();
  const replies = await putAtRate(context, startedAtMs);
  const seconds = (time.now() - startedAtMs) / 1000;
  const requestsPerSecond = Math.round((replies.length / seconds) * 10) / 10;
  if (requestsPerSecond < effort.requestsPerSecond * 0.8) {
    note(
      `this machine made only ${requestsPerSecond} requests a second while it looked for throttling`,
    );
  }
  const throttled = replies.filter((reply) => throttleOf(reply) !== undefined);
  noteOtherFailures(replies, throttled.length, context);
  const answer = firstAnswer(throttled, context);
  return {
    throttling: {
      requestsPerSecond,
      seconds: Math.round(seconds * 10) / 10,
      requests: replies.length,
      throttled: throttled.length,
      ...(answer && { answer }),
    },
  };
}

/** Each request at its time, whether or not those before it were answered. */
async function putAtRate(
  { head, wire, time, effort }: ProbeContext,
  startedAtMs: number,
): Promise<readonly Reply[]> {
  const body = requestText([goodEntry(head)]);
  const { requestsPerSecond, throttlingSeconds } = effort;
  const sent: Promise<Reply>[] = [];
  for (let request = 0; request < requestsPerSecond * throttlingSeconds; request += 1) {
    const dueMs = startedAtMs + (request * 1000) / requestsPerSecond - time.now();
    if (dueMs > 0) await time.sleep(dueMs);
    const reply = wire.put(body);
    // It is awaited below, unless waiting for the next one's time rejects before.
    reply.catch(() => undefined);
    sent.push(reply);
  }
  return await Promise.all(sent);
}

/** Perhaps throttles by a code that nobody knows. */
function noteOtherFailures(
  replies: readonly Reply[],
  throttled: number,
  { note }: Pick<ProbeContext, 'note'>,
): void {
  const failures = replies
    .filter((reply) => throttleOf(reply) === undefined)
    .flatMap((reply) => failuresIn(reply).slice(0, 1));
  const [first] = failures;
  if (first === undefined) return;
  note(
    `besides ${throttled} throttles, ${failures.length} of ${replies.length} requests failed while throttling was looked for: ${first.code}: ${first.message}`,
  );
}

function firstAnswer(
  throttled: readonly Reply[],
  context: ProbeContext,
): ObservedAnswer | undefined {
  const [reply] = throttled;
  if (reply === undefined || reply.kind === 'unanswered') return undefined;
  return answerAt(reply, 0, ownNames(context));
}

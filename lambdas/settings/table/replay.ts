import { fixed, setting } from '../setting.ts';
import { wholeNumber } from '../value-kinds.ts';

/** How replays are sent beside the live events. */
export const replay = {
  pageEvents: fixed({
    functions: ['replay'],
    default: 200,
    meaning: 'The most events that are sent before the progress of a replay is saved.',
    reason: 'A crash repeats no more than this. Ten full requests are enough to save seldom.',
  }),
  pageSeconds: fixed({
    functions: ['replay'],
    default: 30,
    meaning: 'A page of a replay is not begun with less time than this left.',
    reason:
      'Five rounds of two calls that take 3 s, the time for queues and table after them, and for reading.',
  }),
  readSeconds: fixed({
    functions: ['replay'],
    default: 5,
    meaning: 'How long a page is gathered. Then what was found is sent, and the progress saved.',
    reason: 'A replay of a few events may read days of history that have none of them.',
  }),
  waitSeconds: setting({
    variable: 'REPLAY_WAIT_SECONDS',
    functions: ['replay'],
    kind: wholeNumber(1, 900),
    default: 30,
    meaning:
      'How long a replay waits for its turn, for live events that have the right of way, for the end of the recording, or after a failure.',
    reason: 'Half of the time between two runs of the recorder.',
  }),
  restSeconds: setting({
    variable: 'REPLAY_REST_SECONDS',
    functions: ['replay'],
    kind: wholeNumber(1, 900),
    default: 60,
    meaning:
      'How long a replay makes no calls after AWS has throttled it, or accepted nothing of a page.',
    reason: 'The live events need the quota.',
  }),
  recoverSeconds: fixed({
    functions: ['replay'],
    default: 300,
    meaning: 'How long nothing may be throttled before a replay makes one concurrent call more.',
    reason: 'Slow, so that a replay does not throttle the live events each minute.',
  }),
  givesWayAboveMessages: setting({
    variable: 'REPLAY_GIVES_WAY_ABOVE_MESSAGES',
    functions: ['replay'],
    kind: wholeNumber(1),
    default: 40_000,
    meaning: 'No replay sends while more messages than this wait on the events queue.',
    reason:
      'Five batches for each concurrent invocation of a fan-out function that prefers cost; with fewer, live events do not wait long. With latency it is half a minute of what it relays.',
  }),
  maxRunning: fixed({
    functions: ['replay', 'registration'],
    default: 3,
    meaning: 'How many replays send to the sources of a Region at once. The others wait.',
    reason: 'More would only share the same calls.',
  }),
  rememberedEvents: fixed({
    functions: ['replay', 'registration'],
    default: 3_000,
    meaning:
      'How many events a replay remembers, so that it sends each once. One that comes again later is sent again, with the same mark.',
    reason: 'Their 33 kB are written with each page, which is a sixth of a write unit per event.',
  }),
  maxFailures: fixed({
    functions: ['replay'],
    default: 120,
    meaning: 'After so many failed steps in a row a replay ends.',
    reason: 'An hour: an outage of the table or the bucket does not end it, a bug does.',
  }),
};

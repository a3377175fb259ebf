/**
 * What became of a delivery. `accepted`: EventBridge took the entry. `waiting`: its first attempt failed,
 * and it is on the retry queue. `deadLettered`: given up, with its reason. `held`: nobody would have
 * received it, so that no attempt was made, or the source was gone. `skipped`: it waited on the retry
 * queue, and the customer did not want the backlog.
 */
export const historyOutcomes = ['accepted', 'waiting', 'deadLettered', 'held', 'skipped'] as const;
export type HistoryOutcome = (typeof historyOutcomes)[number];

/**
 * Whether the customer was listening, by what the mapping showed at the attempt. EventBridge accepts
 * entries for a PENDING source, and the customer receives none of them. `unknown`: the mapping was not
 * checked with AWS for a long time, or AWS no longer had the source.
 */
export const listeningStates = ['ACTIVE', 'PENDING', 'unknown'] as const;
export type ListeningState = (typeof listeningStates)[number];

/**
 * What caused an attempt. `live`: the vendor's event, retries included; `test`: a test event; `redrive`:
 * an operator moved it from the dead-letter queue; `replay` and `resend`: somebody asked for it again.
 */
export const triggers = ['live', 'test', 'redrive', 'replay', 'resend'] as const;
export type Trigger = (typeof triggers)[number];

/**
 * What a replay sends again. `missed`: held, accepted while nobody listened, or accepted when it was in
 * doubt whether somebody did. `failed`: dead-lettered, or skipped on request. `accepted`: everything that
 * EventBridge took.
 */
export const replayOutcomes = ['missed', 'failed', 'accepted'] as const;
export type ReplayOutcome = (typeof replayOutcomes)[number];

/** `waiting`: for its turn. `ended`: stopped before its end, with a reason. */
export const replayStates = ['waiting', 'running', 'completed', 'cancelled', 'ended'] as const;
export type ReplayState = (typeof replayStates)[number];

/** How many rows a part of the history has, by what the customer wants to know. */
export const countKinds = [
  'accepted',
  // Accepted while the source was PENDING: nobody received them.
  'acceptedUnheard',
  'waiting',
  'held',
  'failed',
  'skipped',
] as const;
export type CountKind = (typeof countKinds)[number];

/** With so many messages waiting, a run may not be worth its price (`docs/cost.md`). */
const deferred = { fewest: 30, tooMany: 500 } as const;
/** The run before this one began a minute ago, or somewhat more. */
const lastRunMs = 90_000;

/**
 * Whether a run leaves the messages that wait to the next one, a minute later. A chunk of two minutes costs
 * as much as one of a minute while the rows are few. With fewer messages the price does not matter: whoever
 * tries the product sees its first events at once. With more, most of the price is that of the rows.
 *
 * @param clearAtMs when the last run began that left nothing, epoch milliseconds
 */
export function isDeferred(waiting: number, clearAtMs: number, nowMs: number): boolean {
  return isSmall(waiting) && nowMs - clearAtMs < lastRunMs;
}

/** Whether so many messages a run are worth their run every other minute only. */
export function isSmall(messages: number): boolean {
  return messages >= deferred.fewest && messages < deferred.tooMany;
}

/** A rate quota: steady calls per second, and the burst allowed after a pause. */
export type RateQuota = { requestsPerSecond: number; burst: number };

/** A token bucket that refills by the emulator's clock. It starts full. */
export class TokenBucket {
  readonly #quota: RateQuota;
  #tokens: number;
  #filledAtMs: number;

  constructor(quota: RateQuota, nowMs: number) {
    this.#quota = quota;
    this.#tokens = quota.burst;
    this.#filledAtMs = nowMs;
  }

  /** Takes one token; false when there is none. */
  take(nowMs: number): boolean {
    const { requestsPerSecond, burst } = this.#quota;
    // A clock that is moved back must not remove tokens.
    const elapsedMs = Math.max(0, nowMs - this.#filledAtMs);
    this.#tokens = Math.min(burst, this.#tokens + (elapsedMs * requestsPerSecond) / 1000);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

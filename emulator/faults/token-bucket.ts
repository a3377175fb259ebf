/** A rate quota: so many calls a second, and so many at once after a pause. */
export type RateQuota = { requestsPerSecond: number; burst: number };

/** A token bucket by the emulator's clock. It starts full. */
export class TokenBucket {
  readonly #quota: RateQuota;
  #tokens: number;
  #filledAtMs: number;

  constructor(quota: RateQuota, nowMs: number) {
    this.#quota = quota;
    this.#tokens = quota.burst;
    this.#filledAtMs = nowMs;
  }

  /** Takes one token, or says there is none. */
  take(nowMs: number): boolean {
    const { requestsPerSecond, burst } = this.#quota;
    // A clock that was moved back must not take tokens away.
    const elapsedMs = Math.max(0, nowMs - this.#filledAtMs);
    this.#tokens = Math.min(burst, this.#tokens + (elapsedMs * requestsPerSecond) / 1000);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

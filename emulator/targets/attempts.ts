import pLimit, { type LimitFunction } from 'p-limit';

/** At the same time, to one queue or function. */
const MAX_CONCURRENT_ATTEMPTS = 8;

/** The attempts to send, a few at a time. Each target has its own, since one that never answers keeps all of them. */
export class Attempts {
  readonly #limits = new Map<string, LimitFunction>();

  /** Makes an attempt as soon as fewer than the most are being made for this target. */
  async make<Result>(targetArn: string, attempt: () => Promise<Result>): Promise<Result> {
    const limit = this.#limits.get(targetArn) ?? pLimit(MAX_CONCURRENT_ATTEMPTS);
    this.#limits.set(targetArn, limit);
    return await limit(attempt);
  }

  /** Gives up those that have not begun. */
  clear(): void {
    for (const limit of this.#limits.values()) limit.clearQueue();
  }
}

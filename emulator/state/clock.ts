/** The emulator's time: real time plus an offset that tests move. */
export class Clock {
  readonly #realNowMs: () => number;
  #offsetMs = 0;

  constructor(realNowMs: () => number) {
    this.#realNowMs = realNowMs;
  }

  /** Milliseconds since 1970. */
  nowMs(): number {
    return this.#realNowMs() + this.#offsetMs;
  }

  /** The clock's offset from real time, in milliseconds. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Sets the clock to a time; it continues from there. */
  setNow(nowMs: number): void {
    this.#offsetMs = nowMs - this.#realNowMs();
  }
}

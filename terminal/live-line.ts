/** A place to write to, such as standard output. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const quietMs = 2_000;

/**
 * One line that is written over and over on a terminal. Elsewhere it is written anew, every two
 * seconds at the most and only when it has changed.
 */
export class LiveLine {
  readonly #output: Output;
  readonly #now: () => number;
  #latest = '';
  #written = '';
  #writtenAtMs = -Infinity;

  constructor(output: Output, now: () => number) {
    this.#output = output;
    this.#now = now;
  }

  show(line: string): void {
    this.#latest = line;
    const isDue = this.#output.isTTY === true || this.#now() - this.#writtenAtMs >= quietMs;
    if (isDue && line !== this.#written) this.#write();
  }

  /** Writes a line that stays, above the one that is written over. */
  note(line: string): void {
    this.#output.write(this.#output.isTTY ? `\r\x1b[2K${line}\n` : `${line}\n`);
    if (this.#output.isTTY) this.#write();
  }

  /** Leaves the latest line standing and goes on below it. */
  finish(): void {
    if (this.#latest !== this.#written) this.#write();
    if (this.#output.isTTY) this.#output.write('\n');
  }

  #write(): void {
    const width = (this.#output.columns ?? 80) - 1;
    const overwriting = `\r\x1b[2K${this.#latest.slice(0, width)}`;
    this.#output.write(this.#output.isTTY ? overwriting : `${this.#latest}\n`);
    this.#written = this.#latest;
    this.#writtenAtMs = this.#now();
  }
}

/** A writable output, such as standard output. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const quietMs = 2_000;

/**
 * One line that is overwritten in place on a terminal. Elsewhere it is written as new lines, at most
 * every two seconds and only if it has changed.
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

  /** Writes a permanent line above the live line. */
  note(line: string): void {
    this.#output.write(this.#output.isTTY ? `\r\x1b[2K${line}\n` : `${line}\n`);
    if (this.#output.isTTY) this.#write();
  }

  /** Keeps the latest line and continues below it. */
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

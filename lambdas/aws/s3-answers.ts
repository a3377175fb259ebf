import { abortAfter } from './abort-after.ts';

const maxTries = 3;
// Codes that say "try again", besides 429 and all statuses from 500 on.
const retryableCodes = new Set([
  'RequestTimeout',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'RequestTimeTooSkewed',
]);

/** A refusal of S3; its name is S3's own code. */
export class S3Error extends Error {
  readonly status: number;

  constructor(status: number, xml: string) {
    const code = /<Code>([\w.]+)<\/Code>/.exec(xml)?.[1] ?? `HTTP${status}`;
    super(`S3 answered ${status} ${code}`);
    this.name = code;
    this.status = status;
  }

  /** Whether there is no such object, or no such part of it. A bucket that is absent says nothing of its objects. */
  get isOfAbsent(): boolean {
    return [404, 416].includes(this.status) && this.name !== 'NoSuchBucket';
  }

  get isRetryable(): boolean {
    return this.status >= 500 || this.status === 429 || retryableCodes.has(this.name);
  }
}

/** Makes a request once. */
export type SendOnce<T> = (signal: AbortSignal) => Promise<T>;

/** Makes a request again, after a pause, while S3 does not answer it or is busy. */
export async function untilAnswered<T>(
  send: SendOnce<T>,
  timeoutMs: number,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<T> {
  const signal = abortAfter(timeoutMs);
  for (let tries = 1; ; tries += 1) {
    try {
      return await send(signal);
    } catch (error) {
      const isFinal = error instanceof S3Error && !error.isRetryable;
      if (isFinal || signal.aborted || tries === maxTries) throw error;
      await sleep(100 * 2 ** tries * (0.5 + Math.random() / 2));
    }
  }
}

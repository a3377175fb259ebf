import type { SQSRecord } from 'aws-lambda';

import type { SourceQueue } from '../../../local/lambda/source-queue.ts';

/** A queue in memory that never times a message out, and notes what is asked of it. */
export class FakeSourceQueue implements SourceQueue {
  readonly visible: SQSRecord[] = [];
  readonly deleted: string[] = [];
  readonly released: string[] = [];
  /** How many messages each receive was for. */
  readonly receives: number[] = [];
  mostReceivesAtOnce = 0;
  /** Errors for the next calls, in order. */
  readonly receiveErrors: Error[] = [];
  readonly deleteErrors: Error[] = [];
  /** Message ids which SQS once fails to delete. */
  readonly undeletable = new Set<string>();
  #waiters: Array<() => void> = [];
  #receivesAtOnce = 0;

  send(...records: SQSRecord[]): void {
    this.visible.push(...records);
    for (const wake of this.#waiters.splice(0)) wake();
  }

  async receive(maxMessages: number, waitSeconds: number, signal: AbortSignal) {
    this.receives.push(maxMessages);
    this.#receivesAtOnce += 1;
    this.mostReceivesAtOnce = Math.max(this.mostReceivesAtOnce, this.#receivesAtOnce);
    try {
      const error = this.receiveErrors.shift();
      if (error) throw error;
      await Promise.resolve();
      if (this.visible.length === 0 && waitSeconds > 0) await this.#wait(waitSeconds, signal);
      return this.visible.splice(0, maxMessages);
    } finally {
      this.#receivesAtOnce -= 1;
    }
  }

  async delete(records: readonly SQSRecord[]) {
    const error = this.deleteErrors.shift();
    if (error) throw error;
    const left = records.filter((record) => this.undeletable.delete(record.messageId));
    this.deleted.push(...ids(records.filter((record) => !left.includes(record))));
    return await Promise.resolve(left);
  }

  async release(records: readonly SQSRecord[]) {
    this.released.push(...ids(records));
    await Promise.resolve();
  }

  async #wait(seconds: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.#waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new Error('aborted'));
      });
    });
  }
}

/** The message ids of records. */
export function ids(records: readonly SQSRecord[]): string[] {
  return records.map((record) => record.messageId);
}

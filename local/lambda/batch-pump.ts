import type { SQSEvent, SQSRecord } from 'aws-lambda';

import { openBatchBuffer } from './batch-buffer.ts';
import type { BatchBuffer } from './batch-buffer.ts';
import { readBatchResponse } from './batch-response.ts';
import type { BatchVerdict } from './batch-response.ts';
import type { InvokeResult } from './invoke-result.ts';
import { pause } from '../../terminal/pause.ts';
import { deleteAll, releaseAll } from './settle-messages.ts';
import type { QueueFailure } from './settle-messages.ts';
import type { SourceQueue } from './source-queue.ts';

/** The settings of an event source mapping, with Lambda's limits for each value. */
export interface PumpOptions {
  /** 1 to 10,000; more than 10 need a window of at least a second. */
  readonly batchSize: number;
  /** 0 to 300: how long a batch is gathered, from its first message; longer on a quiet queue. */
  readonly windowSeconds: number;
  /** How long a batch with a window may be gathered on a quiet queue; {@link quietWaitSeconds} by default. */
  readonly quietSeconds?: number | undefined;
  /** The most invocations at once. */
  readonly maximumConcurrency: number;
  /** Runs the function on a batch, with the trace headers of the batch's messages. */
  readonly invoke: (event: SQSEvent, traceHeaders: readonly string[]) => Promise<InvokeResult>;
  /** Called after a batch's invocation, before its messages are deleted. */
  readonly onBatch?: (batch: { messages: number; verdict: BatchVerdict }) => void;
  /** Called with each error of SQS. The mapping continues. */
  readonly onError?: (failure: QueueFailure) => void;
}

/** What a mapping is doing now. */
export interface Activity {
  readonly pollsInFlight: number;
  /** Messages received and not yet passed to the function. */
  readonly gathered: number;
  /** Batches that the function is processing, or whose messages are being deleted. */
  readonly invocations: number;
  /** Nothing is gathered and no batch is in progress. What a poll may return is still in flight at the queue. */
  readonly idle: boolean;
}

/** The most messages that SQS returns for one receive. */
const maxReceive = 10;

/** How long a receive waits for a message: the longest that SQS allows. */
const longPollSeconds = 20;

/**
 * "If you're using a batch window and your SQS queue contains very low traffic, Lambda might wait for up to 20
 * seconds before invoking your function. This is true even if you set a batch window lower than 20 seconds."
 * (Lambda developer guide, Using Lambda with Amazon SQS.) AWS does not say what very low is, nor why. Here, a batch
 * whose window is over waits as long as the receive does that looks for more: until the next message, or for so
 * long after the batch's first one.
 */
export const quietWaitSeconds = 20;

/** The most receives at once, while the queue has more than one receive can return. */
const maxPolls = 10;

const pauseAfterErrorMs = 1_000;

/** Gathers a queue's messages into batches and runs a function on them. */
export class BatchPump {
  readonly #queue: SourceQueue;
  readonly #options: PumpOptions;
  readonly #buffer: BatchBuffer;
  readonly #stopping = new AbortController();
  readonly #polls = new Set<Promise<void>>();
  readonly #invocations = new Set<Promise<void>>();
  readonly #windowMs: number;
  readonly #quietMs: number;
  /** Messages that receives in progress may still return. */
  #reserved = 0;
  /** Whether a receive waits for messages. */
  #isWaiting = false;
  /** How many receives to make at once: more while they return full. */
  #targetPolls = 1;
  #windowTimer: NodeJS.Timeout | undefined;

  constructor(queue: SourceQueue, options: PumpOptions) {
    this.#queue = queue;
    this.#options = options;
    const { batchSize, windowSeconds, quietSeconds = quietWaitSeconds } = options;
    this.#windowMs = windowSeconds * 1000;
    this.#quietMs = windowSeconds === 0 ? 0 : Math.max(windowSeconds, quietSeconds) * 1000;
    this.#buffer = openBatchBuffer({ batchSize });
  }

  /** Starts polling. */
  start(): void {
    this.#step();
  }

  /** What the mapping is doing now. */
  activity(): Activity {
    const gathered = this.#buffer.size();
    const invocations = this.#invocations.size;
    const idle = gathered === 0 && invocations === 0;
    return { pollsInFlight: this.#polls.size, gathered, invocations, idle };
  }

  /** Stops polling, finishes the running batches, and returns the rest to the queue. */
  async close(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#windowTimer);
    await Promise.all(this.#polls);
    await Promise.all([
      releaseAll(this.#queue, this.#buffer.drain(), this.#report),
      ...this.#invocations,
    ]);
  }

  /** Starts whatever can start now. Every change of state calls it. */
  #step(): void {
    if (this.#stopping.signal.aborted) return;
    this.#startInvocations();
    this.#startPolls();
  }

  #startInvocations(): void {
    clearTimeout(this.#windowTimer);
    while (this.#invocations.size < this.#options.maximumConcurrency) {
      const gatherMs = this.#isWaiting ? this.#quietMs : this.#windowMs;
      const readyInMs = this.#buffer.readyInMs(Date.now(), gatherMs);
      if (readyInMs === undefined) return;
      if (readyInMs > 0) {
        this.#windowTimer = setTimeout(() => this.#step(), readyInMs);
        return;
      }
      this.#track(this.#invocations, this.#invoke(this.#buffer.take()));
    }
  }

  /** Receives only what fits: the batch being gathered is the only one that waits. */
  #startPolls(): void {
    while (this.#polls.size < this.#targetPolls) {
      const messages = Math.min(maxReceive, this.#buffer.room() - this.#reserved);
      if (messages <= 0) return;
      // Only one receive waits for messages; the others fetch what is there, and return.
      const waitSeconds = this.#polls.size === 0 ? longPollSeconds : 0;
      this.#track(this.#polls, this.#poll(messages, waitSeconds));
    }
  }

  #track(running: Set<Promise<void>>, work: Promise<void>): void {
    const tracked = work.finally(() => {
      running.delete(tracked);
      this.#step();
    });
    running.add(tracked);
  }

  async #poll(messages: number, waitSeconds: number): Promise<void> {
    this.#reserved += messages;
    if (waitSeconds > 0) this.#isWaiting = true;
    const received = await this.#receive(messages, waitSeconds);
    if (waitSeconds > 0) this.#isWaiting = false;
    this.#reserved -= messages;
    this.#buffer.add(received, Date.now());
    if (received.length === maxReceive)
      this.#targetPolls = Math.min(maxPolls, this.#targetPolls * 2);
    if (received.length === 0) this.#targetPolls = 1;
  }

  async #receive(messages: number, waitSeconds: number): Promise<SQSRecord[]> {
    const { signal } = this.#stopping;
    try {
      return await this.#queue.receive(messages, waitSeconds, signal);
    } catch (error) {
      if (signal.aborted) return [];
      this.#report({ operation: 'receive', error });
      await pause(pauseAfterErrorMs, signal);
      return [];
    }
  }

  async #invoke(batch: SQSRecord[]): Promise<void> {
    const messageIds = new Set(batch.map((record) => record.messageId));
    const result = await this.#options
      .invoke({ Records: batch }, traceHeadersOf(batch))
      .catch(crashed);
    const verdict = readBatchResponse(result, messageIds);
    this.#options.onBatch?.({ messages: batch.length, verdict });
    if (verdict.kind === 'batchFailed') return;
    const processed = batch.filter((record) => !verdict.failedMessageIds.has(record.messageId));
    await deleteAll(this.#queue, processed, this.#report);
  }

  readonly #report = (failure: QueueFailure): void => this.#options.onError?.(failure);
}

function traceHeadersOf(batch: readonly SQSRecord[]): string[] {
  return batch.flatMap(({ attributes: { AWSTraceHeader: header } }) => header ?? []);
}

function crashed(error: unknown): InvokeResult {
  return { kind: 'crashed', reason: `the function was not invoked: ${String(error)}` };
}

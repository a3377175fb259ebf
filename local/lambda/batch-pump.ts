import type { SQSEvent, SQSRecord } from 'aws-lambda';

import { openBatchBuffer } from './batch-buffer.ts';
import type { BatchBuffer } from './batch-buffer.ts';
import { readBatchResponse } from './batch-response.ts';
import type { BatchVerdict } from './batch-response.ts';
import type { InvokeResult } from './invoke-result.ts';
import { pause } from './pause.ts';
import { deleteAll, releaseAll } from './settle-messages.ts';
import type { QueueFailure } from './settle-messages.ts';
import type { SourceQueue } from './source-queue.ts';

/** What a mapping does, with the limits which Lambda has for each value. */
export interface PumpOptions {
  /** 1 to 10,000; more than 10 need a window of a second at least. */
  readonly batchSize: number;
  /** 0 to 300: how long a batch is gathered, from its first message on. */
  readonly windowSeconds: number;
  /** The most invocations at once. */
  readonly maximumConcurrency: number;
  /** Runs the function on a batch, which the trace headers of its messages have caused. */
  readonly invoke: (event: SQSEvent, traceHeaders: readonly string[]) => Promise<InvokeResult>;
  /** Called when a batch was invoked, before its messages are deleted. */
  readonly onBatch?: (batch: { messages: number; verdict: BatchVerdict }) => void;
  /** Called with each error of SQS. The mapping goes on. */
  readonly onError?: (failure: QueueFailure) => void;
}

/** What a mapping is doing now, in numbers. */
export interface Activity {
  readonly pollsInFlight: number;
  /** Messages received and not yet given to the function. */
  readonly gathered: number;
  /** Batches that the function is running, or whose messages are being deleted. */
  readonly invocations: number;
  /** Nothing is gathered and no batch is under way. What a poll may be bringing is still in flight at the queue. */
  readonly idle: boolean;
}

/** The most messages SQS gives in one receive. */
const maxReceive = 10;

/** How long a receive waits for a message: the longest that SQS allows. */
const longPollSeconds = 20;

/** The most receives at once, while the queue has more than one of them can bring. */
const maxPolls = 10;

const pauseAfterErrorMs = 1_000;

/** Gathers the messages of a queue into batches and runs a function on them. */
export class BatchPump {
  readonly #queue: SourceQueue;
  readonly #options: PumpOptions;
  readonly #buffer: BatchBuffer;
  readonly #stopping = new AbortController();
  readonly #polls = new Set<Promise<void>>();
  readonly #invocations = new Set<Promise<void>>();
  /** Messages which receives under way may still bring. */
  #reserved = 0;
  /** How many receives are worth making at once: more while they come back full. */
  #targetPolls = 1;
  #windowTimer: NodeJS.Timeout | undefined;

  constructor(queue: SourceQueue, options: PumpOptions) {
    this.#queue = queue;
    this.#options = options;
    const { batchSize, windowSeconds } = options;
    this.#buffer = openBatchBuffer({ batchSize, windowMs: windowSeconds * 1000 });
  }

  /** Begins to poll. */
  start(): void {
    this.#step();
  }

  /** What is going on now. */
  activity(): Activity {
    const gathered = this.#buffer.size();
    const invocations = this.#invocations.size;
    const idle = gathered === 0 && invocations === 0;
    return { pollsInFlight: this.#polls.size, gathered, invocations, idle };
  }

  /** Stops polling, finishes what is running, and gives back the rest. */
  async close(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#windowTimer);
    await Promise.all(this.#polls);
    await Promise.all([
      releaseAll(this.#queue, this.#buffer.drain(), this.#report),
      ...this.#invocations,
    ]);
  }

  /** Starts whatever can start now. Every change of state leads here. */
  #step(): void {
    if (this.#stopping.signal.aborted) return;
    this.#startInvocations();
    this.#startPolls();
  }

  #startInvocations(): void {
    clearTimeout(this.#windowTimer);
    while (this.#invocations.size < this.#options.maximumConcurrency) {
      const readyInMs = this.#buffer.readyInMs(Date.now());
      if (readyInMs === undefined) return;
      if (readyInMs > 0) {
        this.#windowTimer = setTimeout(() => this.#step(), readyInMs);
        return;
      }
      this.#track(this.#invocations, this.#invoke(this.#buffer.take()));
    }
  }

  /** Nothing is received that has no place: the batch being gathered is the only one that waits. */
  #startPolls(): void {
    while (this.#polls.size < this.#targetPolls) {
      const messages = Math.min(maxReceive, this.#buffer.room() - this.#reserved);
      if (messages <= 0) return;
      // One receive waits for messages; those beside it only fetch what is there, and do not linger.
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
    const received = await this.#receive(messages, waitSeconds);
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
  return { kind: 'crashed', reason: `the invocation was not made: ${String(error)}` };
}

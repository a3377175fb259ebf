import type { VirtualClock } from '../virtual-clock.ts';
import type { NewMessage, QueuedMessage } from './message.ts';
import { oldestFirst, type ReceiveOrder } from './receive-order.ts';

/** The settings of a simulated queue. */
export interface QueueSettings {
  /** Begins the ids of its messages. */
  readonly name: string;
  readonly visibilityTimeoutMs: number;
  /** Receives after which SQS moves a message to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** The oldest message first by default. */
  readonly order?: ReceiveOrder;
  /** Messages become visible at whole multiples of this: SQS is no more exact, and many share a time. */
  readonly tickMs?: number;
}

interface Held {
  readonly message: QueuedMessage;
  state: 'delayed' | 'visible' | 'in flight';
  /** When it becomes visible, unless it is deleted or becomes so before. */
  hiddenUntilMs: number;
}

const maxDelaySeconds = 900;

/** A standard queue of SQS: at least once, and every message that is not deleted comes back. */
export class SimulatedQueue {
  /** What SQS itself moved to the dead-letter queue. */
  readonly redriven: QueuedMessage[] = [];
  readonly #clock: VirtualClock;
  readonly #settings: Required<QueueSettings>;
  readonly #held = new Map<string, Held>();
  readonly #hidden = new Map<number, Held[]>();
  readonly #listeners: (() => void)[] = [];
  #count = 0;
  #visible = 0;

  constructor(clock: VirtualClock, settings: QueueSettings) {
    this.#clock = clock;
    this.#settings = { order: oldestFirst(), tickMs: 1, ...settings };
  }

  /** Puts a message there. Throws for a delay that SQS does not take. */
  send({ delaySeconds = 0, ...message }: NewMessage): QueuedMessage {
    if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > maxDelaySeconds) {
      throw new Error(`SQS takes no delay of ${delaySeconds} s`);
    }
    this.#count += 1;
    const sentAtMs = this.#clock.now();
    const queued: QueuedMessage = {
      ...message,
      id: `${this.#settings.name}-${this.#count}`,
      sentAtMs,
      receives: 0,
    };
    const one: Held = { message: queued, state: 'delayed', hiddenUntilMs: 0 };
    this.#held.set(queued.id, one);
    this.#hide([one], sentAtMs + delaySeconds * 1000);
    return queued;
  }

  /** How many messages can be received now. */
  visible(): number {
    return this.#visible;
  }

  /** How many messages are on the queue: visible, delayed and in flight. */
  waiting(): number {
    return this.#held.size;
  }

  /** Receives up to this many messages, which nobody else can receive until the visibility time-out. */
  receive(maxMessages: number): QueuedMessage[] {
    const received: Held[] = [];
    while (received.length < maxMessages && this.#visible > 0) {
      const one = this.#takeNext();
      if (one !== undefined) received.push(one);
    }
    this.#hide(received, this.#clock.now() + this.#settings.visibilityTimeoutMs);
    return received.map(({ message }) => message);
  }

  /** Deletes a message, wherever it is. */
  delete(id: string): void {
    const one = this.#held.get(id);
    if (one === undefined) return;
    this.#held.delete(id);
    if (one.state === 'in flight') this.#settings.order.settle(one.message);
    if (one.state === 'visible') this.#visible -= 1;
    one.hiddenUntilMs = NaN;
  }

  /** Gives a message out a second time: it is visible at once although somebody has just received it. */
  expose(id: string): void {
    const one = this.#held.get(id);
    if (one === undefined || one.state === 'visible') return;
    this.#show(one);
    this.#ring();
  }

  /** Calls back when messages have become visible. */
  onVisible(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** The next message that may be received again; undefined when it was deleted, or has been received too often. */
  #takeNext(): Held | undefined {
    const { order, maxReceiveCount } = this.#settings;
    const message = order.take();
    const one = message && this.#held.get(message.id);
    if (one === undefined) {
      if (message !== undefined) order.settle(message);
      return undefined;
    }
    this.#visible -= 1;
    one.state = 'in flight';
    if (one.message.receives >= maxReceiveCount) {
      this.delete(one.message.id);
      one.message.redrivenAtMs = this.#clock.now();
      this.redriven.push(one.message);
      return undefined;
    }
    one.message.receives += 1;
    return one;
  }

  #hide(messages: readonly Held[], untilMs: number): void {
    const { tickMs } = this.#settings;
    const tick = Math.ceil(untilMs / tickMs) * tickMs;
    const others = this.#hidden.get(tick);
    for (const one of messages) one.hiddenUntilMs = tick;
    if (others !== undefined) {
      others.push(...messages);
      return;
    }
    const hidden = [...messages];
    this.#hidden.set(tick, hidden);
    this.#clock.at(tick, () => {
      this.#hidden.delete(tick);
      const before = this.#visible;
      // A message that is received twice at one time is here twice.
      for (const one of hidden) if (one.hiddenUntilMs === tick) this.#show(one);
      if (this.#visible > before) this.#ring();
    });
  }

  #show(one: Held): void {
    const { order } = this.#settings;
    if (one.state === 'in flight') order.settle(one.message);
    one.state = 'visible';
    one.hiddenUntilMs = NaN;
    this.#visible += 1;
    order.put(one.message);
  }

  #ring(): void {
    for (const listener of this.#listeners) listener();
  }
}

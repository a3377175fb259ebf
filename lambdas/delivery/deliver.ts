import type { Delivery } from '../domain/delivery.ts';
import { decideFate, type Fate, type RetryPolicy } from '../domain/retry-policy.ts';
import type { EarlyAcknowledgement } from './acknowledge-early.ts';
import { applyFates, type Decided, type FateServices } from './apply-fates.ts';
import { gatherActivity, type BatchActivity } from './batch-activity.ts';
import type { DeleteMessages, MappingTable, PutPartnerEvents } from './ports.ts';
import { putDeliveries, type Attempt, type PutSettings } from './put-deliveries.ts';
import { retireGoneSources } from './retire-gone-sources.ts';
import type { Tally } from './tally.ts';

/** A delivery and the message of this batch that it stands in. */
export interface Work extends Delivery {
  readonly messageId: string;
  /** Whether something of the message has its fate already, so that it must not be read again. */
  readonly isPartlySettled: boolean;
}

/** What delivering needs from outside. */
export interface DeliverServices extends FateServices {
  readonly mappings: MappingTable;
  readonly put: PutPartnerEvents;
  /** On the queue that the batch came from. */
  readonly deleteMessages: DeleteMessages;
  readonly random: () => number;
  readonly settings: DeliverSettings;
}

/** How deliveries are made. */
export interface DeliverSettings extends PutSettings {
  /** The largest entry that EventBridge takes, in bytes as it counts them. */
  readonly maxEntryBytes: number;
  /** Kept back of the function's time for queues and the table, after the last call. */
  readonly settleMs: number;
  /** How often it is written down what became of a source's events. */
  readonly activityEveryMs: number;
  readonly retryPolicy: RetryPolicy;
}

/** The batch that deliveries are of; what becomes of them is counted and gathered there. */
export interface BatchContext {
  /** When the function is stopped, epoch milliseconds. */
  readonly deadlineMs: number;
  readonly tally: Tally;
  readonly activity: BatchActivity;
  /** Is told of each delivery that has its fate. */
  readonly acknowledgement: EarlyAcknowledgement;
}

/**
 * Makes one delivery attempt for each delivery and gives each its durable fate.
 *
 * @returns the messages (ids) to give back to the queue: of each, either nothing was started or some
 *   fate could not be written down
 */
export async function deliver(
  work: readonly Work[],
  services: DeliverServices,
  { deadlineMs, tally, activity, acknowledgement }: BatchContext,
): Promise<ReadonlySet<string>> {
  const { settings, put, now } = services;
  const fitting = work.filter(({ sizeBytes }) => sizeBytes <= settings.maxEntryBytes);
  const made = await putDeliveries(fitting, {
    put,
    settings,
    now,
    deadlineMs: deadlineMs - settings.settleMs,
    tally,
    onAccepted: ({ messageId }) => acknowledgement.settled(messageId),
  });
  const attempts = await retireGoneSources(made, services, tally);
  const started = new Set<string>();
  for (const one of work) {
    if (attempts.get(one)?.kind !== 'notStarted') started.add(one.messageId);
  }
  const [returned, decided] = decideAll(work, attempts, started, services);
  gatherActivity(decided, now(), activity);
  const unwritten = new Set(await applyFates(decided, services, tally));
  for (const { delivery, fate } of decided) {
    const isWritten = fate.kind !== 'accepted' && !unwritten.has(delivery);
    if (isWritten) acknowledgement.settled(delivery.messageId);
  }
  return new Set([...returned, ...unwritten].map(({ messageId }) => messageId));
}

function decideAll(
  work: readonly Work[],
  attempts: ReadonlyMap<Work, Attempt>,
  started: ReadonlySet<string>,
  services: DeliverServices,
): readonly [returned: readonly Work[], decided: readonly Decided<Work>[]] {
  const returned: Work[] = [];
  const decided: Decided<Work>[] = [];
  for (const delivery of work) {
    const attempt = attempts.get(delivery);
    const mayReturn = !delivery.isPartlySettled && !started.has(delivery.messageId);
    if (attempt?.kind === 'notStarted' && mayReturn) returned.push(delivery);
    else decided.push({ delivery, fate: decide(delivery, attempt, services) });
  }
  return [returned, decided];
}

function decide(
  delivery: Work,
  attempt: Attempt | undefined,
  { now, random, settings }: DeliverServices,
): Fate {
  if (attempt === undefined) return { kind: 'deadLetter', why: tooLarge(delivery, settings) };
  if (attempt.kind === 'notStarted') return { kind: 'postpone' };
  const circumstances = { nowMs: now(), random: random(), policy: settings.retryPolicy };
  return decideFate(delivery, attempt, circumstances);
}

function tooLarge({ sizeBytes }: Delivery, { maxEntryBytes }: DeliverSettings) {
  const text = `the entry has ${sizeBytes} bytes, EventBridge takes ${maxEntryBytes}`;
  return { reason: 'entryTooLarge', text } as const;
}

import type { DeliveryView, SourceStatsView } from '../../lambdas/contract/history-view.ts';

/** What became of a delivery, as the customer sees it. */
export type DeliveryKind = Exclude<keyof SourceStatsView['hours'][number], 'hour'>;

/** What is known of an attempt, as far as its words need it. */
export type Outcome = Pick<DeliveryView, 'outcome' | 'state' | 'reason'>;

/** The kinds, in the order in which the page lists them. */
export const deliveryKinds: readonly DeliveryKind[] = [
  'accepted',
  'acceptedUnheard',
  'waiting',
  'held',
  'failed',
  'skipped',
];

/** The text of a kind's badge. */
export const kindNames: Readonly<Record<DeliveryKind, string>> = {
  accepted: 'Accepted',
  acceptedUnheard: 'Accepted while nobody listened',
  waiting: 'Waiting for another attempt',
  held: 'Held',
  failed: 'Failed',
  skipped: 'Skipped',
};

/** What the figures of an hour count: a delivery that waited has another outcome by now, or will have one. */
export const figureNames: Readonly<Record<DeliveryKind, string>> = {
  ...kindNames,
  waiting: 'Not accepted at first',
};

/** The kind of an outcome. */
export function kindOf({ outcome, state }: Pick<Outcome, 'outcome' | 'state'>): DeliveryKind {
  if (outcome === 'accepted') return state === 'PENDING' ? 'acceptedUnheard' : 'accepted';
  return outcome === 'deadLettered' ? 'failed' : outcome;
}

const reasons: Readonly<Record<string, string>> = {
  paused: 'Held: the source was paused. It can be sent when the source is resumed.',
  retired: 'Held: the source was deleted. It can be sent when the source is active again.',
  sourceGone: 'Held: AWS no longer had the source. It can be sent when the source is active again.',
  invalidEvent: 'Not sent: the event is not valid.',
  invalidRetryMessage: 'Not sent again: what waited for another attempt cannot be read.',
  entryTooLarge: 'Not sent: the event is larger than EventBridge takes.',
  rejected: 'EventBridge refused the event. Another attempt would be refused too.',
  tooOld: 'Given up: 24 hours of attempts failed.',
  unknownFailure: 'Given up: the attempts failed for a reason that is not known.',
  payloadWrong:
    'Not sent: the contents of the event, which are stored apart, are not there any more.',
};

const meanings: Readonly<Record<DeliveryKind, string>> = {
  accepted:
    'EventBridge accepted the event for the customer’s event bus. Only the customer can see whether a rule matched it.',
  acceptedUnheard:
    'EventBridge accepted the event while nobody listened: the source was not active, so the customer did not receive it.',
  waiting: 'The attempt failed. It is repeated for up to 24 hours.',
  held: 'Held: nobody would have received the event.',
  failed: 'Given up.',
  skipped: 'The event waited for another attempt when somebody chose to skip the backlog.',
};

/** What an outcome means for the customer. */
export function outcomeText(outcome: Outcome): string {
  const kind = kindOf(outcome);
  if (kind === 'accepted' && outcome.state === 'unknown') {
    return 'EventBridge accepted the event. Whether the source was active at that time is not known, so the customer may not have received it.';
  }
  const known = reasons[outcome.reason ?? ''];
  return (kind === 'held' || kind === 'failed') && known !== undefined ? known : meanings[kind];
}

/** What caused an attempt. */
export const triggerNames: Readonly<Record<DeliveryView['trigger'], string>> = {
  live: 'New event',
  test: 'Test event',
  redrive: 'Tried again by the vendor',
  replay: 'Replay',
  resend: 'Sent again',
};

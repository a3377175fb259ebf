import type { DeadLetterReason } from '../../lambdas/domain/dead-letter.ts';
import { codesOf, type ErrorClass } from '../../lambdas/domain/error-codes.ts';
import type { RetryPolicy } from '../../lambdas/domain/retry-policy.ts';
import type { Settings } from '../../lambdas/settings/standard-settings.ts';
import { missingSourceCodes } from './missing-source.ts';
import { inDigits, listInWords, timeInWords } from './words.ts';

/** How failures of PutPartnerEvents are handled, in words. */
export function putErrorsAnswer(settings: Settings): readonly string[] {
  return [
    byEntry(settings),
    retried(settings),
    unknown(settings),
    refused(settings),
    gone(settings),
    givenUp(settings),
    protectingTheQuota(settings),
    whatPeopleSee(settings),
  ];
}

function byEntry({ delivery, entryLimits }: Settings): string {
  const told =
    entryLimits.eventIdIn === 'none'
      ? ''
      : ' Each event has its own id in resources, by which customers know the second one.';
  return (
    `Requests have at most ${delivery.maxEntries} entries and ${inDigits(entryLimits.maxRequestBytes)} bytes. ` +
    'The result of each entry decides about that entry alone: an entry that EventBridge accepted is ' +
    'not sent again because another one failed. A request that was refused whole because of an entry is ' +
    'halved until that entry is alone in it. A call that is not answered within ' +
    `${timeInWords(delivery.callTimeoutMs / 1000)} counts as failed, and its entries are tried again, although ` +
    'EventBridge may have them. So an event can arrive twice, as it can after a crash or if SQS delivers ' +
    `a message twice.${told}`
  );
}

/** What each class of retried failures is. */
const retriedClasses: readonly (readonly [string, readonly ErrorClass[]])[] = [
  ['EventBridge takes no more requests for now', ['throttled']],
  ['EventBridge has a fault', ['outOfOrder']],
  [
    'the credentials or the clock are wrong, or the account has not enabled the Region',
    ['expiredCredentials', 'unknownCredentials', 'regionOff', 'wrongSignature', 'otherCredentials'],
  ],
];

function retried({ retry }: Settings): string {
  const classes = retriedClasses.map(
    ([what, names]) => `${what} (${codesOf(...names).join(', ')})`,
  );
  return (
    `Failures that may pass are tried again for ${timeInWords(retry.retryForSeconds)}, counted from ` +
    `the first attempt, through a queue: ${classes.join('; ')}; any HTTP 5xx; a connection that fails ` +
    'or breaks, and an answer that does not come or has no result for the entry. The delay ' +
    `before another attempt is random (exponential back-off with full jitter): at most ` +
    `${timeInWords(retry.baseDelaySeconds)} at first, twice as long with each attempt, and never more ` +
    `than ${timeInWords(retry.maxDelaySeconds)}. That makes some ${attemptsOf(retry)} attempts.`
  );
}

function unknown({ retry }: Settings): string {
  return (
    `A failure with a code that the product does not know is tried again in the same way for ` +
    `${timeInWords(retry.retryForSeconds)}; it is never taken for a missing source.`
  );
}

/** About how many attempts a delivery has in its time. */
export function attemptsOf({
  baseDelaySeconds,
  maxDelaySeconds,
  retryForSeconds,
}: RetryPolicy): number {
  // A delay is half of its bound on average.
  let attempts = 1;
  let secondsLeft = retryForSeconds;
  let bound = baseDelaySeconds;
  while (bound < maxDelaySeconds && secondsLeft > 0) {
    attempts += 1;
    secondsLeft -= bound / 2;
    bound *= 2;
  }
  const whole = attempts + Math.max(0, Math.floor(secondsLeft / (maxDelaySeconds / 2)));
  return Number(whole.toPrecision(2));
}

function refused({ entryLimits, largeEvents }: Settings): string {
  const codes = codesOf('invalid', 'entryRefused', 'tooLarge', 'denied', 'operationDisabled');
  const large =
    largeEvents.relay === 'byReference'
      ? 'goes by reference: the customer receives a stub with a link to the detail'
      : 'is not sent; it is a dead letter at once';
  return (
    `What another attempt would not change is a dead letter after the first one: ${codes.join(', ')}. ` +
    `An event whose entry has more than ${inDigits(entryLimits.maxEntryBytes)} bytes ${large}.`
  );
}

function gone(settings: Settings): string {
  const { history } = settings;
  const { alone, bySentence } = missingSourceCodes(settings);
  const others =
    bySentence.length === 0
      ? ''
      : `; ${listInWords(bySentence, 'or')} only with EventBridge’s own sentence about the source`;
  const held =
    history.rows === 'none'
      ? 'Further events for it are not sent; they are counted.'
      : `Its event, and further ones for ${timeInWords(history.bodyDays * 86_400)}, are held for the customer.`;
  return (
    `A missing source (${alone.join(', ')}${others}) ends the registration at once, and no more calls are ` +
    `made for it. A newer registration of the same source is not touched. ${held}`
  );
}

/** Why a delivery is a dead letter; the reasons of a message that was never an entry have no text. */
const reasons: Readonly<Record<DeadLetterReason, string | undefined>> = {
  invalidEvent: undefined,
  invalidRetryMessage: undefined,
  entryTooLarge: 'the entry is too large',
  rejected: 'EventBridge refused it',
  tooOld: 'it was not accepted in time',
  unknownFailure: 'it was not accepted in time, at last for an unknown cause',
  payloadWrong: 'the detail that a large event refers to is not there, or not as described',
};

function givenUp({ retry }: Settings): string {
  const texts = Object.entries(reasons).flatMap(([reason, text]) =>
    text === undefined ? [] : [`${reason} (${text})`],
  );
  return (
    `After ${timeInWords(retry.retryForSeconds)} a delivery is given up. No event is dropped silently: ` +
    'a dead letter keeps the event with its source, the error code and message, the number of attempts, the ' +
    `time of the first failure, and the reason in words: ${texts.join(', ')}. An alarm brings an operator, who ` +
    'lists dead letters, corrects the cause and returns them to their queue; they then start over.'
  );
}

function protectingTheQuota({ quotas }: Settings): string {
  return (
    'The number of calls at a time is limited, so that all functions together stay below ' +
    `${inDigits(quotas.putPartnerEventsPerSecond)} requests a second in a Region. A Region that leaves calls ` +
    'unanswered gets no calls for a while; its entries wait on the queue, and other Regions go on.'
  );
}

function whatPeopleSee({ history, reconcile }: Settings): string {
  const page = {
    all: `The customer’s administrator sees each event of the last ${timeInWords(history.rowDays * 86_400)} on the page, with its first and last outcome, their errors and the number of attempts, and can have an event sent again for ${timeInWords(history.bodyDays * 86_400)}.`,
    exceptions: `The customer’s administrator sees the events of the last ${timeInWords(history.rowDays * 86_400)} that were not accepted at once on the page, with their errors, and can have them sent again for ${timeInWords(history.bodyDays * 86_400)}.`,
    none: 'The customer’s administrator sees the last error of each source on the page.',
  }[history.rows];
  const hours = reconcile.failingHours;
  const notices =
    hours.length === 0
      ? ''
      : ` When all deliveries to a source have failed for ${listInWords(hours)} ${hours.length === 1 && hours[0] === 1 ? 'hour' : 'hours'}, the vendor’s systems are notified, so that they can write to the customer.`;
  return page + notices;
}

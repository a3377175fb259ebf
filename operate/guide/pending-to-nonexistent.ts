import { retiredMappingDays } from '../../lambdas/domain/mapping.ts';
import type { Settings } from '../../lambdas/settings/standard-settings.ts';
import { missingSourceCodes } from './missing-source.ts';
import { listInWords, timeInWords } from './words.ts';

const daySeconds = 86_400;

/** What becomes of a source that nobody accepts, in words. */
export function pendingToNonexistentAnswer(settings: Settings): readonly string[] {
  return [
    whilePending(settings),
    reminders(settings),
    noticed(settings),
    retired(settings),
    kept(settings),
    shown(settings),
    otherDifferences(settings),
  ];
}

function whilePending({ history }: Settings): string {
  const accepted =
    history.rows === 'none'
      ? 'What EventBridge accepts in this time does not reach the customer.'
      : `What EventBridge accepts in this time is recorded as not received. Once the source is ACTIVE, the customer’s administrator can have it sent, up to ${timeInWords(history.bodyDays * daySeconds)} after it came.`;
  return (
    'Events are sent as soon as the source is created; the product does not wait until the customer accepts it. ' +
    accepted
  );
}

function reminders({ reconcile }: Settings): string {
  const { everyMinutes, expiringDays } = reconcile;
  const notices =
    expiringDays.length === 0
      ? ''
      : ` ${capital(listInWords(expiringDays.map((days) => timeBefore(days))))} the expiry, the vendor’s systems receive an event (Partner Event Source Expiring), so that they can write to the customer.`;
  return (
    `Every ${timeInWords(everyMinutes * 60)} a reconciler asks EventBridge for the state and expiry of each ` +
    'PENDING source (ListPartnerEventSourceAccounts). The page shows the administrator both, and what is to be done ' +
    `in the AWS account.${notices}`
  );
}

function timeBefore(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'} before`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function noticed(settings: Settings): string {
  const { gone, registrationGraceMinutes } = settings.reconcile;
  const { alone, bySentence } = missingSourceCodes(settings);
  const others =
    bySentence.length === 0
      ? ''
      : ` (${listInWords(bySentence, 'or')} only with EventBridge’s own sentence about the source)`;
  const reported =
    gone === 'repair'
      ? ''
      : ' Here the second is only reported: the registration ends when PutPartnerEvents answers so.';
  return (
    'That a source no longer exists is noticed in two ways: PutPartnerEvents answers ' +
    `${listInWords(alone, 'or')}${others}, or EventBridge is asked for the source by its name, by the reconciler ` +
    'and when the administrator opens the source, and answers that there is none. Nothing else counts: no time-out, ' +
    'no failed call, no incomplete list. In the second way, a registration of the last ' +
    `${timeInWords(registrationGraceMinutes * 60)} is left alone, since it may be in progress.${reported}`
  );
}

function retired({ mappingCache }: Settings): string {
  return (
    'The registration (the mapping from the vendor’s resource to the source) is then retired, with the reason, and ' +
    `events are no longer sent to the source; a function may remember the registration for another ` +
    `${timeInWords(mappingCache.cacheSeconds)}. The change is conditional: a newer registration of the same source always ` +
    'wins. The vendor’s systems receive an event (Partner Event Source Expired, or Deleted).'
  );
}

function kept({ history }: Settings): string {
  if (history.rows === 'none') {
    return 'Events for a source that is gone are dropped and counted. They are not kept.';
  }
  const without =
    history.withoutBody.length === 0
      ? ''
      : ` The contents of ${listInWords(history.withoutBody)} are never kept, so such events cannot be sent.`;
  return (
    `Events that come up to ${timeInWords(history.bodyDays * daySeconds)} after that are held in the history for as long, with ` +
    `those that the source missed while it was PENDING. They are sent on request once the source is ACTIVE again.${without}`
  );
}

function shown({ history }: Settings): string {
  const missed =
    history.rows === 'none'
      ? ''
      : ', and may ask that what was missed is sent as soon as the source is ACTIVE';
  return (
    `For ${retiredMappingDays} days the page shows the source as deleted, with the reason and the time. The administrator ` +
    `creates it again there, under the same name${missed}. It is PENDING then, and the customer accepts it as before.`
  );
}

function otherDifferences({ reconcile }: Settings): string {
  const { drift, orphan, orphanGraceHours } = reconcile;
  const state =
    drift === 'repair'
      ? 'the state is corrected, and the vendor’s systems are notified'
      : 'the difference is reported to the operator';
  const withoutMapping = {
    report: 'is reported to the operator',
    adopt: 'is given a registration again',
    delete: 'is deleted',
  }[orphan];
  return (
    'The reconciler also checks the ACTIVE sources, in rotation. If a customer has deleted the event bus, so that the source is ' +
    `PENDING again, ${state}. A source that has had no registration for ` +
    `${timeInWords(orphanGraceHours * 3_600)} ${withoutMapping}.`
  );
}

import { orphanPolicies } from '../../domain/orphan.ts';
import { mappingPolicies } from '../../domain/reconciliation.ts';
import { fixed, setting } from '../setting.ts';
import { listOfDays, listOfHours, oneOf, wholeNumber } from '../value-kinds.ts';

const reportOrRepair = oneOf(...mappingPolicies);
const repairReason = 'The table must match AWS. An operator would do the same.';

/** What the reconciler does, and how often: the domain's `ReconcilePolicy`. */
export const reconcile = {
  everyMinutes: setting({
    stageKey: 'reconcile.everyMinutes',
    functions: [],
    kind: wholeNumber(2, 1440),
    default: 15,
    meaning: 'How often the reconciler runs.',
    reason:
      'Events to a deleted bus may be dropped unnoticed for this long. More frequent runs cost more calls.',
  }),
  drift: setting({
    stageKey: 'reconcile.drift',
    variable: 'POLICY_DRIFT',
    functions: ['reconcile', 'registration'],
    kind: reportOrRepair,
    default: 'repair',
    meaning: 'What is done if the state or expiry in the table differs from AWS’s.',
    reason: repairReason,
  }),
  gone: setting({
    stageKey: 'reconcile.gone',
    variable: 'POLICY_GONE',
    functions: ['reconcile', 'registration'],
    kind: reportOrRepair,
    default: 'repair',
    meaning: 'What is done about a mapping that has no source.',
    reason: repairReason,
  }),
  otherAccount: setting({
    stageKey: 'reconcile.otherAccount',
    variable: 'POLICY_OTHER_ACCOUNT',
    functions: ['reconcile', 'registration'],
    kind: reportOrRepair,
    default: 'repair',
    meaning: 'What is done about a mapping whose source belongs to another account.',
    reason: repairReason,
  }),
  orphan: setting({
    stageKey: 'reconcile.orphan',
    variable: 'POLICY_ORPHAN',
    functions: ['reconcile'],
    kind: oneOf(...orphanPolicies),
    default: 'report',
    meaning:
      'What is done about a source that has no mapping. The function may delete sources only if this is `delete`.',
    reason: 'A customer’s source must not be deleted by mistake.',
  }),
  orphanGraceHours: setting({
    stageKey: 'reconcile.orphanGraceHours',
    variable: 'ORPHAN_GRACE_HOURS',
    functions: ['reconcile'],
    kind: wholeNumber(1, 8760, 0),
    default: 24,
    meaning:
      'How long a source without a mapping is left alone after its creation, or after its mapping was retired.',
    reason: 'A registration or deletion may be in progress, or be retried.',
  }),
  expiringDays: setting({
    stageKey: 'reconcile.expiringDays',
    variable: 'EXPIRING_DAYS',
    functions: ['reconcile'],
    kind: listOfDays(0, 365),
    default: [3, 1],
    meaning:
      'How many days before the expiry of a PENDING source the vendor is notified; once for each number.',
    reason: 'Enough time to write to the customer twice.',
  }),
  failingHours: setting({
    stageKey: 'reconcile.failingHours',
    variable: 'FAILING_HOURS',
    functions: ['reconcile'],
    kind: listOfHours(0.25, 720),
    default: [1, 6, 24],
    meaning:
      'For how many hours all deliveries to a source must have failed before the vendor is notified; once for each number.',
    reason: 'Soon, before the working day is over, and when the first events are given up.',
  }),
  registrationGraceMinutes: fixed({
    functions: ['reconcile', 'registration'],
    default: 5,
    meaning: 'How long a new mapping that has no source is left alone.',
    reason: 'Its registration may be in progress.',
  }),
  settleSeconds: setting({
    variable: 'SETTLE_SECONDS',
    functions: ['replay', 'registration', 'reconcile'],
    kind: wholeNumber(1, 900),
    default: 120,
    meaning:
      'How long after a change of a mapping deliveries may still go by the mapping as it was, and how long after its end, or after it was asked for, the recorder must have found nothing more before a replay is complete.',
    reason: 'A mapping is cached for 30 s, an invocation takes 60 s, and clocks differ a little.',
  }),
};

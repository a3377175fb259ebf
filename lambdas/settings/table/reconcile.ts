import { fixed, setting } from '../setting.ts';
import { listOfDays, oneOf, wholeNumber } from '../value-kinds.ts';

const reportOrRepair = oneOf('report', 'repair');
const repairReason = 'The table follows AWS: an operator could do nothing else about it.';

/** What the reconciler does, and how often: the domain's `ReconcilePolicy`. */
export const reconcile = {
  everyMinutes: setting({
    stageKey: 'reconcile.everyMinutes',
    functions: [],
    kind: wholeNumber(2, 1440),
    default: 15,
    meaning: 'How often the reconciler runs.',
    reason:
      'So long events for a bus that the customer has deleted may be lost in silence; every run costs calls.',
  }),
  drift: setting({
    stageKey: 'reconcile.drift',
    variable: 'POLICY_DRIFT',
    functions: ['reconcile', 'registration'],
    kind: reportOrRepair,
    default: 'repair',
    meaning: 'What is done about a state or an expiry that is not as the table has it.',
    reason: repairReason,
  }),
  gone: setting({
    stageKey: 'reconcile.gone',
    variable: 'POLICY_GONE',
    functions: ['reconcile', 'registration'],
    kind: reportOrRepair,
    default: 'repair',
    meaning: 'What is done about a mapping without a source.',
    reason: repairReason,
  }),
  otherAccount: setting({
    stageKey: 'reconcile.otherAccount',
    variable: 'POLICY_OTHER_ACCOUNT',
    functions: ['reconcile', 'registration'],
    kind: reportOrRepair,
    default: 'repair',
    meaning: 'What is done about a mapping whose source is another account’s.',
    reason: repairReason,
  }),
  orphan: setting({
    stageKey: 'reconcile.orphan',
    variable: 'POLICY_ORPHAN',
    functions: ['reconcile'],
    kind: oneOf('report', 'adopt', 'delete'),
    default: 'report',
    meaning:
      'What is done about a source without a mapping. Only with `delete` has the function the right to delete one.',
    reason: 'Nobody may delete a customer’s source by mistake.',
  }),
  orphanGraceHours: setting({
    stageKey: 'reconcile.orphanGraceHours',
    variable: 'ORPHAN_GRACE_HOURS',
    functions: ['reconcile'],
    kind: wholeNumber(1, 8760, 0),
    default: 24,
    meaning:
      'How long after it was created, or its mapping retired, a source without a mapping is left alone.',
    reason: 'A registration or a deletion may be under way, or be tried again.',
  }),
  expiringDays: setting({
    stageKey: 'reconcile.expiringDays',
    variable: 'EXPIRING_DAYS',
    functions: ['reconcile'],
    kind: listOfDays(0, 365),
    default: [3, 1],
    meaning:
      'How many days before it expires the vendor is notified of a PENDING source, once each.',
    reason: 'Time to write to the customer, and to write again.',
  }),
  registrationGraceMinutes: fixed({
    functions: ['reconcile', 'registration'],
    default: 5,
    meaning: 'How long a new mapping without a source is left alone.',
    reason: 'Its registration may be under way.',
  }),
};

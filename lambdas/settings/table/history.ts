import { setting } from '../setting.ts';
import { oneOf, shortListOfTexts, text, wholeNumber } from '../value-kinds.ts';

/** Of which deliveries the history has rows. */
export const historyModes = ['all', 'exceptions', 'none'] as const;

/** What the history records, for how long, and who sees it. */
export const history = {
  rows: setting({
    stageKey: 'history.rows',
    variable: 'HISTORY_ROWS',
    functions: ['fan-out', 'retry', 'replay', 'registration', 'reconcile'],
    kind: oneOf(...historyModes),
    default: 'all',
    meaning:
      'Which deliveries the history records: all, only those that EventBridge did not accept at once while the source was ACTIVE, or none. With `exceptions`, what was accepted while it is in doubt whether the customer listened cannot be sent again. With `none`, events are not held while a source is paused or retired.',
    reason: 'Customers and support see what became of each event.',
  }),
  withoutBody: setting({
    stageKey: 'history.withoutBody',
    variable: 'HISTORY_WITHOUT_BODY',
    functions: ['fan-out', 'retry', 'replay'],
    // The longest detail type that EventBridge takes (service model).
    kind: shortListOfTexts('detail types', 128),
    default: [],
    meaning:
      'Detail types whose events’ contents are not recorded. Such events cannot be sent again.',
    reason: 'Only the vendor knows which contents must not be kept.',
  }),
  rowDays: setting({
    stageKey: 'history.rowDays',
    variable: 'HISTORY_ROW_DAYS',
    functions: ['history', 'replay', 'registration'],
    kind: wholeNumber(1, 365),
    default: 30,
    meaning: 'How long the history of a delivery is kept, in days.',
    reason: 'As long as Stripe lists events.',
  }),
  bodyDays: setting({
    stageKey: 'history.bodyDays',
    variable: 'HISTORY_BODY_DAYS',
    functions: ['fan-out', 'retry', 'registration', 'replay'],
    kind: wholeNumber(1, 365),
    default: 7,
    meaning:
      'How long the contents of events are kept, in days; also how long after its retirement events for a source are held. S3 removes them up to two days later; where the history of another tenant was erased, what was stored together with its events is kept for so many days from then on.',
    reason: 'A customer notices within a week that something is missing.',
  }),
  supportClaim: setting({
    stageKey: 'history.supportClaim',
    variable: 'SUPPORT_CLAIM',
    functions: ['registration'],
    kind: { ...text, expected: 'the name of a claim' },
    default: 'support',
    meaning:
      'The claim of a verified token that lets the vendor’s support read the history of any tenant, if it is `true`. Each such request is logged.',
    reason: 'The obvious name.',
  }),
  supportReads: setting({
    stageKey: 'history.supportReads',
    variable: 'SUPPORT_READS',
    functions: ['registration'],
    kind: oneOf('rows', 'bodies'),
    default: 'rows',
    meaning: 'Whether the vendor’s support may also read the contents of events.',
    reason: 'Contents belong to the tenant.',
  }),
};

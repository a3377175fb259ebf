import { callingRegressions } from './catalogue/calling.ts';
import { deliveringRegressions } from './catalogue/delivering.ts';
import { emulatingRegressions } from './catalogue/emulating.ts';
import { historyRegressions } from './catalogue/history.ts';
import { largeEventRegressions } from './catalogue/large-events.ts';
import { linkRegressions } from './catalogue/links.ts';
import { outboxRegressions } from './catalogue/outbox.ts';
import { outcomeRegressions } from './catalogue/outcomes.ts';
import { packingRegressions } from './catalogue/packing.ts';
import { paperRegressions } from './catalogue/papers.ts';
import { probingRegressions } from './catalogue/probing.ts';
import { reconcilingRegressions } from './catalogue/reconciling.ts';
import { reportingRegressions } from './catalogue/reporting.ts';
import { retryingRegressions } from './catalogue/retrying.ts';
import type { Regression } from './regression.ts';

/** Every regression that is injected. */
export const regressions: readonly Regression[] = [
  ...outcomeRegressions,
  ...callingRegressions,
  ...deliveringRegressions,
  ...packingRegressions,
  ...outboxRegressions,
  ...retryingRegressions,
  ...reconcilingRegressions,
  ...emulatingRegressions,
  ...probingRegressions,
  ...historyRegressions,
  ...largeEventRegressions,
  ...linkRegressions,
  ...reportingRegressions,
  ...paperRegressions,
];

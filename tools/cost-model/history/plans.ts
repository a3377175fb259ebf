import { fewestPackedBytes } from '../../../lambdas/domain/history/frames.ts';
import { historyEveryMinutes } from '../../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { usualScenario } from '../scenarios.ts';
import type { Traffic } from '../traffic.ts';
import type { HistoryPlan } from './inputs.ts';

/** How the history is written by default. */
export const standardHistory: HistoryPlan = {
  everyMinutes: historyEveryMinutes,
  defers: true,
  rowDays: standardSettings.history.rowDays,
  bodyDays: standardSettings.history.bodyDays,
  fewestPackedBytes,
  ownObjectBytes: 1_600_000,
  goesBeside: true,
};

const rates = [
  { eventsPerSecond: 10, sources: 100 },
  { eventsPerSecond: 1_000, sources: 1_000 },
  { eventsPerSecond: 14_000, sources: 10_000 },
] as const;

/** The traffic that the history is reckoned for: events of 1 and of 10 kB, one in a message. */
export const historyScenarios: readonly Traffic[] = rates.flatMap((rate) =>
  [1_000, 10_000].map((eventBytes) => ({ ...usualScenario, ...rate, eventBytes })),
);

/** How it could be written instead, and what each way is called. */
export const otherPlans: readonly (readonly [string, Partial<HistoryPlan>])[] = [
  ['as it is', {}],
  ['all rows in the table', { goesBeside: false }],
  [
    'all rows in the table, whose capacity is provisioned and 70 % used',
    { goesBeside: false, provisionedUse: 0.7 },
  ],
  ['all texts plain', { fewestPackedBytes: Infinity }],
  ['every run records', { defers: false }],
  ['a run every two minutes', { everyMinutes: 2, defers: false }],
  ['rows for 14 days', { rowDays: 14 }],
];

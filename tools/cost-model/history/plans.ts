import { historyEveryMinutes } from '../../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { usualScenario } from '../scenarios.ts';
import type { Traffic } from '../traffic.ts';
import type { HistoryPlan } from './inputs.ts';

/** How the history is written by default. */
export const standardHistory: HistoryPlan = {
  everyMinutes: historyEveryMinutes,
  rowDays: standardSettings.history.rowDays,
  bodyDays: standardSettings.history.bodyDays,
  fewestPacked: 8,
  fewestPackedBytes: Infinity,
  ownObjectBytes: 1_600_000,
  rowSize: 1,
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

const packed = { fewestPackedBytes: 4_000 };
const binaryIds = { rowSize: 0.82 };
const everyOther = { everyMinutes: 2 };
const provisioned = { provisionedUse: 0.7 };
const fewerDays = { rowDays: 14 };

/** How it could be written instead, and what each way is called. */
export const otherPlans: readonly (readonly [string, Partial<HistoryPlan>])[] = [
  ['as it is', {}],
  ['1: texts of 4 kB and more are packed even alone', packed],
  ['2: ids that are UUIDs take 16 bytes in a row', binaryIds],
  ['3: a run every two minutes', everyOther],
  ['4: the table’s capacity is provisioned, and 70 % of it used', provisioned],
  ['5: rows for 14 days', fewerDays],
  ['1 to 3', { ...packed, ...binaryIds, ...everyOther }],
  ['1 to 4', { ...packed, ...binaryIds, ...everyOther, ...provisioned }],
  ['1, 2 and 4', { ...packed, ...binaryIds, ...provisioned }],
  ['1 and 4', { ...packed, ...provisioned }],
  ['1, 4 and 5', { ...packed, ...provisioned, ...fewerDays }],
];

import { billOf, usageOf } from '../bill.ts';
import { limits } from '../inputs.ts';
import { loadOf } from '../load.ts';
import { prices } from '../prices.ts';
import type { FunctionSettings } from '../settings.ts';
import type { Traffic } from '../traffic.ts';
import { historyUsage, type HistoryUsage } from './history-usage.ts';
import type { HistoryPlan } from './inputs.ts';

/** What the history costs, in dollars a month. */
export interface HistoryBill {
  readonly sqs: number;
  readonly dynamodb: number;
  readonly s3: number;
  readonly lambda: number;
  /** Of rows in the table, and of rows and contents in the bucket. */
  readonly storage: number;
  readonly total: number;
}

const million = 1_000_000;
const secondsOfMonth = 30 * 86_400;
/** What a function with a whole vCPU has. */
const gbOfVcpu = limits.memoryMbOfVcpu / 1024;

/** What a month of a usage by the second costs. */
export function historyBill(
  usage: HistoryUsage,
  { provisionedUse }: Pick<HistoryPlan, 'provisionedUse'>,
): HistoryBill {
  const millions = (perSecond: number) => (perSecond * secondsOfMonth) / million;
  const sqs = millions(usage.queueRequests) * prices.sqsMillionRequests.dollars;
  const dynamodb =
    provisionedUse === undefined
      ? millions(usage.writeUnits) * prices.dynamodbMillionWrites.dollars
      : ((usage.writeUnits / provisionedUse) *
          secondsOfMonth *
          prices.dynamodbWriteUnitHour.dollars) /
        3_600;
  const s3 = millions(usage.objects) * prices.s3MillionPuts.dollars;
  const gbSeconds = usage.recorderGbSeconds + usage.packingSeconds * gbOfVcpu;
  const lambda =
    gbSeconds * secondsOfMonth * prices.lambdaGbSecond.dollars +
    millions(usage.recorderRuns) *
      (prices.lambdaMillionRequests.dollars + prices.schedulerMillionInvocations.dollars);
  const storage =
    usage.tableGb * prices.dynamodbGbMonth.dollars +
    (usage.rowsGb + usage.bodiesGb) * prices.s3GbMonth.dollars;
  return { sqs, dynamodb, s3, lambda, storage, total: sqs + dynamodb + s3 + lambda + storage };
}

/** What the history adds to the bill of a data plane. */
export interface HistoryShare {
  readonly bill: HistoryBill;
  /** The events that are relayed a second. */
  readonly eventsPerSecond: number;
  /** Of the data plane without it, in dollars a month. */
  readonly withoutIt: number;
  readonly share: number;
}

/** What the history adds for some traffic. */
export function historyShare(
  traffic: Traffic,
  fanOut: FunctionSettings,
  plan: HistoryPlan,
): HistoryShare {
  const load = loadOf(traffic, fanOut);
  const { eventsPerSecond } = load;
  const { total } = billOf(usageOf(load, traffic, fanOut));
  const withoutIt = (total * eventsPerSecond * secondsOfMonth) / million;
  const bill = historyBill(historyUsage(load, traffic, plan), plan);
  return { bill, eventsPerSecond, withoutIt, share: bill.total / withoutIt };
}

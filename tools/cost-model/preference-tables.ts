import type { Preference } from '../../lambdas/settings/fleet.ts';
import type { ResultTable } from '../results/benchmark.ts';
import { billOf, usageOf } from './bill.ts';
import { historyShare } from './history/history-bill.ts';
import { standardHistory } from './history/plans.ts';
import { loadOf, sustainedEventsPerSecond, type Load } from './load.ts';
import { preferredScenarios, usualScenario } from './scenarios.ts';
import { stackSettings, type FunctionSettings } from './settings.ts';
import type { Traffic } from './traffic.ts';

/** What a stage can prefer; each has settings of its own. */
export const preferences: readonly Preference[] = ['latency', 'cost'];

const secondsOfMonth = 30 * 86_400;
const million = 1_000_000;

/** What each preference makes of an event's delay and of the bill, by rate and by messages. */
export function preferencesTable(): ResultTable {
  return {
    title: 'Latency or cost: delay and dollars by rate',
    head: [
      'Events a second',
      'In a message',
      '`delivery.prefer`',
      'Relayed a second',
      'Delay p99',
      'Messages in a batch',
      'Concurrent invocations',
      'PutPartnerEvents a second',
      'Dollars for a million',
      'Dollars a month',
      'History a month',
    ],
    rows: preferredScenarios.flatMap((traffic) =>
      preferences.map((prefer) => rowOf(traffic, prefer)),
    ),
    notes: [
      'Events of 1 kB, one source each: 100 sources at 10 events a second and fewer, 1,000 at 1,000, 10,000 at 14,000. Dollars are for what is relayed; what is not waits on the queue.',
      'The delay is from the queue to the answer of EventBridge, without cold starts. The pollers of `latency` are as many as there may be invocations, which is the dearest reading: fewer would take more messages at once.',
    ],
  };
}

function rowOf(traffic: Traffic, prefer: Preference) {
  const { fanOut } = stackSettings(prefer);
  const load = loadOf(traffic, fanOut);
  const { total } = billOf(usageOf(load, traffic, fanOut));
  const history = historyShare(traffic, fanOut, standardHistory).bill.total;
  const { invocation, invocationsPerSecond } = load;
  return [
    traffic.eventsPerSecond.toLocaleString('en-US'),
    String(traffic.eventsPerMessage),
    `\`${prefer}\``,
    load.eventsPerSecond < traffic.eventsPerSecond ? grouped(load.eventsPerSecond) : 'all',
    delayOf(load, traffic),
    significant(invocation.events / traffic.eventsPerMessage),
    load.concurrency.toFixed(1),
    significant(invocationsPerSecond * invocation.calls),
    total.toFixed(3),
    significant((total * load.eventsPerSecond * secondsOfMonth) / million),
    significant(history),
  ];
}

function delayOf({ delaySeconds, eventsPerSecond }: Load, traffic: Traffic): string {
  if (delaySeconds !== undefined) return `${delaySeconds.toFixed(2)} s`;
  return eventsPerSecond < traffic.eventsPerSecond ? 'grows' : 'seconds, at its limit';
}

/** What other settings would relay and cost where latency is preferred. */
export function latencySettingsTable(): ResultTable {
  const { fanOut } = stackSettings('latency');
  const others: readonly Partial<FunctionSettings>[] = [
    {},
    { memoryMb: 256 },
    { memoryMb: 512 },
    { memoryMb: 1280 },
    { maximumConcurrency: 8, callsInFlight: 7 },
    { maximumConcurrency: 28, callsInFlight: 2 },
    { maximumConcurrency: 56, callsInFlight: 1 },
  ];
  return {
    title: 'Settings of the fan-out function where latency is preferred',
    head: [
      'Settings',
      'Relays at most, one per message',
      'The same, 20 per message',
      'Delay p99 at 1,000 a second',
      'Dollars, 10 a second',
      'Dollars, 1,000',
    ],
    rows: others.map((other) =>
      settingsRow({ ...fanOut, ...other }, Object.keys(other).length === 0),
    ),
    notes: [
      'Events of 1 kB for 1,000 sources, 100 at 10 a second; dollars for a million, one per message.',
    ],
  };
}

function settingsRow(settings: FunctionSettings, isOfStack: boolean) {
  const { memoryMb, maximumConcurrency, callsInFlight } = settings;
  const name = `${grouped(memoryMb)} MB, ${maximumConcurrency} x ${callsInFlight} calls`;
  const most = (eventsPerMessage: number) =>
    `${grouped(sustainedEventsPerSecond({ ...usualScenario, eventsPerMessage }, settings))}/s`;
  const dollars = (traffic: Traffic) =>
    billOf(usageOf(loadOf(traffic, settings), traffic, settings)).total.toFixed(3);
  const { delaySeconds } = loadOf(usualScenario, settings);
  return [
    isOfStack ? `${name}: the stack's` : name,
    most(1),
    most(20),
    delaySeconds === undefined ? 'grows' : `${delaySeconds.toFixed(2)} s`,
    dollars({ ...usualScenario, eventsPerSecond: 10, sources: 100 }),
    dollars(usualScenario),
  ];
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function significant(value: number): string {
  return value < 10 ? String(Number(value.toPrecision(2))) : grouped(value);
}

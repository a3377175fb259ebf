import { styleText } from 'node:util';
import { deploymentsFor } from '../lambdas/settings/deployment.ts';
import type { Cloud } from './cloud.ts';
import { readRetryMessage } from '../lambdas/domain/retry-message.ts';
import type { StoredMessage } from './aws/sqs.ts';
import type { ExpectedSource, Expectation } from './expectation.ts';
import type { Verdict } from './invariants.ts';
import type { RunResult } from './run-result.ts';
import { summarize, type Summary } from './summary.ts';
import { alignColumns, type Cell } from '../terminal/table.ts';

const maxSourcesShown = 30;
const maxRefusedShown = 5;

/** The report at the end of a run: the dispositions of all events, then customer by customer. */
export function reportPage(
  expectation: Expectation,
  result: RunResult,
  verdicts: readonly Verdict[],
  cloud: Pick<Cloud, 'functions' | 'settings'>,
): string {
  const summary = summarize(result);
  return [
    heading(`${count(summary.messages)} messages in ${seconds(summary.elapsedMs)}`),
    ...alignColumns(figureRows(summary)),
    '',
    heading('Customers'),
    ...alignColumns(customerRows(expectation.sources, result)),
    ...more(expectation.sources.length, maxSourcesShown, 'customers'),
    '',
    heading('Invariants'),
    ...verdicts.flatMap(verdictLines),
    ...refusedLines(result),
    '',
    `Peak memory: ${memoryText(cloud)}`,
    '',
  ].join('\n');
}

function figureRows(summary: Summary): Cell[][] {
  const { dropped } = summary;
  const perCall =
    summary.putPartnerEventsCalls === 0 ? '' : `in ${count(summary.putPartnerEventsCalls)} calls`;
  return [
    ['events', summary.events],
    ['  without a mapping', dropped.noMapping, mappingHint(summary)],
    ['invalid, in the events dead-letter queue', summary.invalid],
    ...seldom('  with a wrong reference to their detail', summary.payloadWrong),
    ['entries, one per event and customer', summary.entries],
    ['  excluded by a detail-type filter', dropped.filtered, 'not counted as entries'],
    ['  accepted by EventBridge', summary.accepted, perCall],
    ['  in the retry dead-letter queue', summary.deadLettered],
    [
      '  dropped, the source was deleted',
      dropped.sourceGone,
      `mappings retired: ${summary.retiredMappings}`,
    ],
    ['  held, nobody would have received them', summary.held, 'kept by the history'],
    ['sent to the retry queue', summary.retries],
    ["received on customers' buses", summary.received],
    ...seldom('  with a stub and a link to the detail', summary.stubs, linksText(summary)),
  ];
}

/** With events of one's own, the demonstration's customers get none of them. */
function mappingHint({ events, dropped }: Summary): string {
  const isForNobody = events > 0 && dropped.noMapping === events;
  return isForNobody ? 'no customer has such a generator: register some with --sources FILE' : '';
}

function seldom(label: string, value: number, note = ''): Cell[][] {
  return value === 0 ? [] : [[label, value, note]];
}

function linksText({ linksFollowed, storedPayloads }: Summary): string {
  return `${count(storedPayloads)} details stored, ${count(linksFollowed)} links followed`;
}

function customerRows(sources: readonly ExpectedSource[], result: RunResult): Cell[][] {
  const received = Map.groupBy(
    result.received,
    ({ region, account, bus }) => `${region} ${account} ${bus}`,
  );
  const rows = sources.slice(0, maxSourcesShown).map((source): Cell[] => {
    const { generator, account, region, bus, wanted, tooLarge, name } = source;
    const times = received.get(`${region} ${account} ${name}`)?.length ?? 0;
    return [generator, account, region, bus, wanted + tooLarge, times, remark(source, result)];
  });
  return [['generator', 'account', 'Region', 'bus', 'wanted', 'received', ''], ...rows];
}

function remark(
  { bus, name, region, detailTypes }: ExpectedSource,
  { retired, retriesDeadLetters }: RunResult,
): string {
  const retirement = retired.find((one) => one.sourceName === name && one.region === region);
  if (retirement !== undefined) return `mapping retired: ${retirement.reason}`;
  if (bus === 'pending') return 'accepted by EventBridge and dropped: no event bus is associated';
  const failed = retriesDeadLetters.filter((one) => isFor(one, name, region)).length;
  if (failed > 0) return `${count(failed)} in the retry dead-letter queue`;
  return detailTypes === undefined ? '' : `only ${detailTypes.join(', ')}`;
}

function isFor({ body }: StoredMessage, name: string, region: string): boolean {
  const read = readRetryMessage(body);
  if (read.kind === 'invalid') return false;
  return read.delivery.sourceName === name && read.delivery.region === region;
}

function verdictLines({ invariant, violations }: Verdict): string[] {
  if (violations.length === 0) return [`  ${styleText('green', 'held  ')}  ${invariant}`];
  return [
    `  ${styleText('red', 'broken')}  ${invariant}`,
    ...violations.map((violation) => `          ${violation}`),
  ];
}

function refusedLines({ fed: { refused, empty } }: RunResult): string[] {
  const lines = refused
    .toSorted((one, other) => one.number - other.number)
    .slice(0, maxRefusedShown)
    .map(({ number, reason }) => `  line ${number}: ${reason}`);
  return [
    ...(refused.length === 0 ? [] : ['', heading('Lines that SQS refused'), ...lines]),
    ...more(refused.length, maxRefusedShown, 'lines'),
    ...(empty === 0 ? [] : ['', `${emptyLines(empty)} skipped.`]),
  ];
}

function emptyLines(empty: number): string {
  return empty === 1 ? '1 empty line was' : `${count(empty)} empty lines were`;
}

function more(length: number, shown: number, what: string): string[] {
  return length > shown ? [`  and ${count(length - shown)} more ${what}`] : [];
}

function memoryText({ functions, settings }: Pick<Cloud, 'functions' | 'settings'>): string {
  const deployments = deploymentsFor(settings.delivery.prefer);
  const used = functions.memoryUsedMb();
  return (['fan-out', 'retry'] as const)
    .map((name) => `${name} ${Math.round(used[name])} of ${deployments[name].memoryMb} MB`)
    .join(', ');
}

function heading(text: string): string {
  return styleText('bold', text);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

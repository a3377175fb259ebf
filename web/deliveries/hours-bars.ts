import type { SourceStatsView } from '../../lambdas/contract/history-view.ts';
import { deliveryKinds, figureNames, type DeliveryKind } from '../text/delivery-texts.ts';
import { amountText } from '../text/amounts.ts';

/** What became of deliveries in an hour. */
export type Hour = SourceStatsView['hours'][number];

/** A part of an hour's bar. The chart is as wide as it has hours, and 100 high. */
export interface Bar {
  readonly kind: DeliveryKind;
  /** The hour, from 0. */
  readonly x: number;
  /** Of its upper edge, from the top. */
  readonly y: number;
  readonly height: number;
}

const hourMs = 3_600_000;

/** The bars of some hours, and how many hours the chart has. */
export function hoursBars(
  hours: readonly Hour[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): { readonly bars: readonly Bar[]; readonly width: number; readonly most: number } {
  const firstMs = Math.floor(fromMs / hourMs) * hourMs;
  const indexOf = ({ hour }: Hour) => Math.floor((Date.parse(hour) - firstMs) / hourMs);
  const shown = hours.filter((hour) => indexOf(hour) >= 0);
  const last = Math.max(Math.floor((toMs - 1 - firstMs) / hourMs), ...shown.map(indexOf));
  const most = Math.max(0, ...shown.map(totalOf));
  return {
    bars: most === 0 ? [] : shown.flatMap((hour) => barsOf(hour, indexOf(hour), most)),
    width: Math.max(1, last + 1),
    most,
  };
}

/** All deliveries of an hour. */
export function totalOf(hour: Hour): number {
  return deliveryKinds.reduce((sum, kind) => sum + hour[kind], 0);
}

/** The kinds that some hours have, each with its sum. */
export function sumsOf(hours: readonly Hour[]): readonly (readonly [DeliveryKind, number])[] {
  return deliveryKinds
    .map((kind) => [kind, hours.reduce((sum, hour) => sum + hour[kind], 0)] as const)
    .filter(([, sum]) => sum > 0);
}

/** The chart in words. */
export function chartText(hours: readonly Hour[]): string {
  const sums = sumsOf(hours).map(
    ([kind, sum]) => `${figureNames[kind].toLowerCase()} ${amountText(sum)}`,
  );
  return `Outcomes by hour: ${sums.length === 0 ? 'none' : sums.join(', ')}`;
}

function barsOf(hour: Hour, x: number, most: number): readonly Bar[] {
  let top = 100;
  return deliveryKinds
    .filter((kind) => hour[kind] > 0)
    .map((kind) => {
      const height = (hour[kind] / most) * 100;
      top -= height;
      return { kind, x, y: top, height };
    });
}

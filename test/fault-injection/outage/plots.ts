import { svgPlot, type PlotLine } from '../../../tools/plots/svg-plot.ts';
import type { Figures } from './figures.ts';
import { hourMs, outageStartMs } from './scenario.ts';

/**
 * The plots of an outage, by file name: messages waiting, and requests to the Region that fails.
 *
 * @param jittered the run as it is deployed
 * @param plain the same without jitter
 */
export function plotsOf(jittered: Figures, plain: Figures): Record<string, string> {
  const { outageHours } = jittered.scenario;
  const from = outageStartMs / hourMs;
  const frame = {
    xLabel: 'hours',
    spans: [{ name: `the Region fails for ${outageHours} h`, from, to: from + outageHours }],
  };
  const both = (pick: (figures: Figures) => readonly number[]): PlotLine[] => [
    { name: 'with jitter', points: inHours(pick(jittered)) },
    { name: 'without jitter', points: inHours(pick(plain)) },
  ];
  const backlog = svgPlot({
    ...frame,
    title: 'Messages waiting on the events and retry queues',
    yLabel: 'messages',
    lines: both((figures) => figures.backlog),
  });
  const requests = svgPlot({
    ...frame,
    title: 'Requests to the Region, in the busiest second of each minute',
    yLabel: 'requests a second',
    lines: both((figures) => figures.busiestSecond),
  });
  return { 'outage-backlog.svg': backlog, 'outage-requests.svg': requests };
}

function inHours(byMinute: readonly number[]): PlotLine['points'] {
  return byMinute.map((value, minute) => [minute / 60, value] as const);
}

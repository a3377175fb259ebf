/** A line of a plot: points from left to right. */
export interface PlotLine {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A span of the x axis that is shaded, such as an outage. */
export interface PlotSpan {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** How values lie on an axis: `linear` from 0 on, `logarithmic` from one power of ten to another. */
export type AxisScale = 'linear' | 'logarithmic';

/** A line plot. The y axis begins at 0. */
export interface Plot {
  readonly title: string;
  readonly xLabel: string;
  /** `linear` by default. On a logarithmic axis points and spans are above 0. */
  readonly xScale?: AxisScale;
  readonly yLabel: string;
  readonly lines: readonly PlotLine[];
  readonly spans?: readonly PlotSpan[];
}

const size = { width: 760, height: 320 } as const;
const margin = { top: 56, right: 20, bottom: 46, left: 92 } as const;
const area = {
  width: size.width - margin.left - margin.right,
  height: size.height - margin.top - margin.bottom,
} as const;
/** A line has no more points than it has pixels to show them on. */
const maxPoints = 600;
const maxTicks = 8;
/** Of the text's, at the most. */
const digitWidth = 8;

// Colours that red-green colour-blind readers can distinguish, and dashes too.
const style = `
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; font-size: 15px; }
.grid { stroke: #d0d7de; stroke-width: 1; }
.span { fill: #d0d7de; opacity: 0.45; }
.line { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
.line-0 { stroke: #0b62c4; }
.line-1 { stroke: #c2410c; stroke-dasharray: 5 3; }
.line-2 { stroke: #15803d; stroke-dasharray: 2 2; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .grid { stroke: #3d444d; }
  .span { fill: #3d444d; }
  .line-0 { stroke: #6cb6ff; }
  .line-1 { stroke: #ffa657; }
  .line-2 { stroke: #7ee787; }
}`;

/** Draws a plot as an SVG file that follows the reader's light or dark scheme. */
export function svgPlot(plot: Plot): string {
  const { xTicks, x } = xAxisOf(plot);
  const yTicks = ticks(highest(plot.lines.flatMap(ysOf)));
  const yTop = yTicks.at(-1) ?? 1;
  const y = (value: number) => margin.top + area.height - (value / yTop) * area.height;
  const parts = [
    ...(plot.spans ?? []).map((span) => drawSpan(span, x)),
    ...yTicks.map((tick) => drawYTick(tick, y)),
    ...xTicks.map((tick) => drawXTick(tick, x)),
    ...plot.lines.map(({ points }, index) => drawLine(thin(points), index, { x, y })),
    ...drawLegend(plot),
    drawLabels(plot),
  ];
  const box = `0 0 ${size.width} ${size.height}`;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" role="img" aria-label="${escape(plot.title)}">`;
  return `${[head, `<style>${style}\n</style>`, ...parts, '</svg>'].join('\n')}\n`;
}

function xAxisOf({ lines, spans = [], xScale }: Plot): { xTicks: readonly number[]; x: Scale } {
  const values = [...lines.flatMap(xsOf), ...spans.flatMap(({ from, to }) => [from, to])];
  if (xScale === 'logarithmic') {
    const xTicks = powersOfTen(values);
    const [least = 1] = xTicks;
    const decades = xTicks.length - 1;
    return { xTicks, x: (value) => xAlong(Math.log10(value / least) / decades) };
  }
  const top = highest(values);
  const xTicks = ticks(top).filter((tick) => tick <= top);
  return { xTicks, x: (value) => xAlong(value / (top || 1)) };
}

function xAlong(part: number): number {
  return margin.left + part * area.width;
}

/** The powers of ten that hold all values above 0 between them, two at least. */
export function powersOfTen(values: readonly number[]): number[] {
  const powers = values.filter((value) => value > 0).map(Math.log10);
  const least = Math.floor(lowest(powers));
  const decades = Math.max(1, Math.ceil(highest(powers.map((power) => power - least))));
  // Written out, since 10 ** -3 is not quite a thousandth.
  return Array.from({ length: decades + 1 }, (_, index) => Number(`1e${least + index}`));
}

/** Round numbers from 0 up to the first that is not below the highest value, at most nine. */
export function ticks(top: number): number[] {
  if (!(top > 0)) return [0, 1];
  const least = top / maxTicks;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= least) ?? least;
  const count = Math.ceil(Number((top / step).toPrecision(12)));
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Fewer points: of each few neighbours, the highest, so that no peak is lost. */
function thin(points: PlotLine['points']): PlotLine['points'] {
  const each = Math.ceil(points.length / maxPoints);
  if (each <= 1) return points;
  return Array.from({ length: Math.ceil(points.length / each) }, (_, index) => {
    const together = points.slice(index * each, (index + 1) * each);
    return together.reduce((most, point) => (point[1] > most[1] ? point : most));
  });
}

type Scale = (value: number) => number;

function drawLine(
  points: PlotLine['points'],
  index: number,
  { x, y }: { x: Scale; y: Scale },
): string {
  const path = points.map(
    ([px, py], at) => `${at === 0 ? 'M' : 'L'}${round(x(px))} ${round(y(py))}`,
  );
  return `<path class="line line-${index}" d="${path.join('')}"/>`;
}

function drawYTick(tick: number, y: Scale): string {
  const at = round(y(tick));
  const line = `<line class="grid" x1="${margin.left}" x2="${size.width - margin.right}" y1="${at}" y2="${at}"/>`;
  return line + text(margin.left - 8, at + 4, inThousands(tick), 'end');
}

function drawXTick(tick: number, x: Scale): string {
  const at = round(x(tick));
  const bottom = margin.top + area.height;
  const line = `<line class="grid" x1="${at}" x2="${at}" y1="${bottom}" y2="${bottom + 5}"/>`;
  const label = inThousands(tick);
  const isCut = at + (label.length * digitWidth) / 2 > size.width;
  return line + text(isCut ? size.width - 4 : at, bottom + 19, label, isCut ? 'end' : 'middle');
}

function drawSpan({ name, from, to }: PlotSpan, x: Scale): string {
  const width = round(x(to) - x(from));
  const rect = `<rect class="span" x="${round(x(from))}" y="${margin.top}" width="${width}" height="${area.height}"/>`;
  return rect + text(round(x(from)) + 6, margin.top + 16, name, 'start');
}

function drawLegend({ lines }: Plot): string[] {
  return lines.map(({ name }, index) => {
    const left = margin.left + index * 220;
    const stroke = `<path class="line line-${index}" d="M${left} 42h26"/>`;
    return stroke + text(left + 33, 46, name, 'start');
  });
}

function drawLabels({ title, xLabel, yLabel }: Plot): string {
  const middle = margin.top + area.height / 2;
  const turned = `<text transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle">${escape(yLabel)}</text>`;
  const heading = `<text class="title" x="${margin.left}" y="24">${escape(title)}</text>`;
  return heading + turned + text(margin.left + area.width / 2, size.height - 8, xLabel, 'middle');
}

function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${escape(content)}</text>`;
}

function xsOf({ points }: PlotLine): number[] {
  return points.map(([x]) => x);
}

function ysOf({ points }: PlotLine): number[] {
  return points.map(([, y]) => y);
}

function highest(numbers: readonly number[]): number {
  return numbers.reduce((most, one) => Math.max(most, one), 0);
}

function lowest(numbers: readonly number[]): number {
  return numbers.reduce((least, one) => Math.min(least, one), numbers[0] ?? 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function inThousands(value: number): string {
  return value.toLocaleString('en-GB');
}

function escape(content: string): string {
  return content
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

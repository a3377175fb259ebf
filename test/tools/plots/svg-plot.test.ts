import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { powersOfTen, svgPlot, ticks, type Plot } from '../../../tools/plots/svg-plot.ts';

const plot: Plot = {
  title: 'Messages waiting',
  xLabel: 'hours',
  yLabel: 'messages',
  lines: [
    {
      name: 'with jitter',
      points: [
        [0, 0],
        [1, 40],
        [2, 10],
      ],
    },
    {
      name: 'without',
      points: [
        [0, 5],
        [2, 100],
      ],
    },
  ],
  spans: [{ name: 'outage', from: 0.5, to: 1.5 }],
};

/** The points of each line, in pixels. */
function pathsOf(svg: string): [number, number][][] {
  const drawn = [...svg.matchAll(/<path class="line[^"]*" d="(M[^"h]+)"/g)].map(([, d]) => d!);
  return drawn.map((d) =>
    [...d.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
  );
}

describe('a plot', () => {
  test('says what its axes, lines and spans are', () => {
    const svg = svgPlot(plot);

    for (const words of [
      'Messages waiting',
      'hours',
      'messages',
      'with jitter',
      'without',
      'outage',
    ]) {
      expect(svg).toContain(`>${words}</text>`);
    }
  });

  test('has a line of its own look for each', () => {
    const svg = svgPlot(plot);

    expect(pathsOf(svg).map((points) => points.length)).toEqual([3, 2]);
    expect(svg).toMatch(/class="line line-0"[^]*class="line line-1"/);
  });

  test('draws what is higher further up, and what is later further right', () => {
    const [[first, second]] = pathsOf(svgPlot(plot)) as [[[number, number], [number, number]]];

    expect(second[0]).toBeGreaterThan(first[0]);
    expect(second[1]).toBeLessThan(first[1]);
  });

  test('follows the scheme of its reader', () => {
    expect(svgPlot(plot)).toContain('prefers-color-scheme: dark');
  });

  test('with a logarithmic x axis has each decade as wide as another', () => {
    const points = [1_000, 10_000, 100_000, 1_000_000].map((x) => [x, 1] as const);
    const svg = svgPlot({
      ...plot,
      xScale: 'logarithmic',
      spans: [],
      lines: [{ name: '', points }],
    });
    const [drawn] = pathsOf(svg);
    const [first, second, third, fourth] = drawn!.map(([x]) => x);

    expect(second! - first!).toBeCloseTo(third! - second!, 0);
    expect(third! - second!).toBeCloseTo(fourth! - third!, 0);
    for (const tick of ['1,000', '10,000', '100,000', '1,000,000']) {
      expect(svg).toContain(`>${tick}</text>`);
    }
  });

  test('has no label of its x axis cut off at its edge', () => {
    const lines = [{ name: '', points: [[1_000_000, 1] as const] }];
    const svg = svgPlot({ ...plot, spans: [], lines });

    expect(svg).toContain('<text x="756" y="293" text-anchor="end">1,000,000</text>');
    expect(svgPlot(plot)).not.toContain('y="293" text-anchor="end"');
  });

  test('keeps the peak of a line of many points', () => {
    const points = Array.from({ length: 10_000 }, (_, x) => [x, x === 7_777 ? 1_000 : 1] as const);
    const [drawn] = pathsOf(svgPlot({ ...plot, lines: [{ name: 'peak', points }] }));
    const heights = drawn!.map(([, y]) => y);

    expect(drawn!.length).toBeLessThanOrEqual(600);
    expect(Math.min(...heights)).toBeLessThan(60);
  });

  test('writes names as text, whatever they hold', () => {
    const svg = svgPlot({ ...plot, title: '<script>"&' });

    expect(svg).not.toContain('<script>');
    expect(svg).toContain('&lt;script&gt;&quot;&amp;');
  });

  test('of nothing is empty, and no error', () => {
    expect(svgPlot({ ...plot, lines: [], spans: [] })).not.toContain('NaN');
    expect(svgPlot({ ...plot, lines: [{ name: 'zero', points: [[0, 0]] }] })).not.toContain('NaN');
    expect(svgPlot({ ...plot, xScale: 'logarithmic', lines: [], spans: [] })).not.toContain('NaN');
  });
});

test('ticks are at most nine, from 0 to the first that is not below the top, evenly', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (top) => {
      const all = ticks(top);
      const step = all[1]! - all[0]!;

      expect(all.length).toBeLessThanOrEqual(9);
      expect(all[0]).toBe(0);
      expect(all.at(-1)).toBeGreaterThanOrEqual(top * (1 - 1e-9));
      expect(all.at(-2)).toBeLessThan(top);
      for (const [index, tick] of all.entries())
        expect(tick / (index * step || 1)).toBeCloseTo(index === 0 ? 0 : 1);
    }),
  );
});

test('powers of ten hold all values between them', () => {
  expect(powersOfTen([1_000, 999_999])).toEqual([1_000, 10_000, 100_000, 1_000_000]);
  expect(powersOfTen([0.004, 2])).toEqual([0.001, 0.01, 0.1, 1, 10]);
  expect(powersOfTen([100])).toEqual([100, 1_000]);
  expect(powersOfTen([])).toEqual([1, 10]);
});

import { beforeAll, describe, expect, test } from '@jest/globals';
import { Resvg } from '@resvg/resvg-js';
import { describeArchitecture } from '../../../../operate/partner-kit/diagram/content/describe-architecture.ts';
import {
  drawArchitecture,
  type Diagram,
} from '../../../../operate/partner-kit/diagram/draw-architecture.ts';
import type {
  Drawing,
  Rectangle,
  TextLine,
} from '../../../../operate/partner-kit/diagram/layout/drawing.ts';
import { layOut } from '../../../../operate/partner-kit/diagram/layout/lay-out.ts';
import { svgOf } from '../../../../operate/partner-kit/diagram/render/svg.ts';
import { textWidth } from '../../../../operate/partner-kit/diagram/text/measure.ts';
import { fontFiles } from '../../../../operate/partner-kit/diagram/text/font-files.ts';
import {
  areaOf,
  areaOfBadge,
  inside,
  isOnSide,
  isWithin,
  overlap,
  pairsOf,
  segmentsOf,
} from './support/geometry.ts';
import {
  aBareStage,
  aLargeStage,
  aWholeStage,
  withResources,
  type SynthesizedStage,
} from './support/stages.ts';

const kinds = ['whole', 'bare', 'large', 'extended'] as const;
type Kind = (typeof kinds)[number];

const drawings = new Map<Kind, Drawing>();
let whole: SynthesizedStage;
let diagram: Diagram;

beforeAll(() => {
  whole = aWholeStage();
  // With a resource that the drawing does not know.
  const extended = withResources(whole, 'EventBridgePartner-test-us-east-1', (resources) => ({
    ...resources,
    Stream: { Type: 'AWS::Kinesis::Stream' },
  }));
  const stages = { whole, bare: aBareStage(), large: aLargeStage(whole), extended };
  for (const kind of kinds) drawings.set(kind, drawingOf(stages[kind]));
  diagram = drawArchitecture(whole.stage);
});

function drawingOf({ stage, templates }: SynthesizedStage): Drawing {
  return layOut(describeArchitecture(stage, templates));
}

function allTexts({ groups, boxes, arrows, texts }: Drawing): readonly TextLine[] {
  return [
    ...groups.map(({ label }) => label),
    ...boxes.flatMap(({ lines }) => lines),
    ...labels(arrows),
    ...texts,
  ];
}

function labels(arrows: Drawing['arrows']): readonly TextLine[] {
  return arrows.map(({ label }) => label).filter((one) => one !== undefined);
}

describe.each(kinds)('the drawing of a %s stage', (kind) => {
  let drawing: Drawing;
  let canvas: Rectangle;
  beforeAll(() => {
    drawing = drawings.get(kind)!;
    canvas = { x: 0, y: 0, width: drawing.width, height: drawing.height };
  });

  test('has boxes that do not overlap, within the drawing', () => {
    const { boxes, groups } = drawing;

    expect(boxes.length).toBeGreaterThan(12);
    expect(pairsOf(boxes).filter(([one, other]) => overlap(one, other))).toEqual([]);
    expect([...boxes, ...groups].filter((one) => !isWithin(one, canvas))).toEqual([]);
  });

  test('has no box across the side of a frame', () => {
    const across = drawing.boxes.filter((box) =>
      drawing.groups.some((group) => overlap(box, group) && !isWithin(box, group)),
    );

    expect(across).toEqual([]);
  });

  test('has all text of a box within the box', () => {
    const outside = drawing.boxes.flatMap((box) =>
      box.lines.filter((line) => !isWithin(areaOf(line), box)),
    );

    expect(drawing.boxes.filter(({ lines }) => lines.length === 0)).toEqual([]);
    expect(outside).toEqual([]);
  });

  test('has labels within their frames, and every other text clear of boxes', () => {
    const free = [
      ...drawing.groups.map(({ label }) => label),
      ...labels(drawing.arrows),
      ...drawing.texts,
    ];

    expect(drawing.groups.filter((group) => !isWithin(areaOf(group.label), group))).toEqual([]);
    expect(free.filter((line) => !isWithin(areaOf(line), canvas))).toEqual([]);
    expect(free.filter((line) => drawing.boxes.some((box) => overlap(areaOf(line), box)))).toEqual(
      [],
    );
  });

  test('has no text over another', () => {
    const areas = allTexts(drawing).map((line) => ({ ...areaOf(line), text: line.text }));

    expect(pairsOf(areas).filter(([one, other]) => overlap(one, other))).toEqual([]);
  });

  test('has no text below 24 pixels of 1080', () => {
    expect(drawing.height).toBe(1080);
    expect(Math.min(...allTexts(drawing).map(({ size }) => size))).toBeGreaterThanOrEqual(24);
  });

  test('has arrows that begin and end at the sides of their boxes, and run along the axes', () => {
    const side = (id: string) => drawing.boxes.find((box) => box.id === id)!;
    const loose = drawing.arrows.filter(
      ({ from, to, points }) =>
        !isOnSide(points[0]!, side(from)) || !isOnSide(points.at(-1)!, side(to)),
    );
    const slanted = drawing.arrows.filter((arrow) =>
      segmentsOf(arrow).some(({ width, height }) => Math.min(width, height) > 1),
    );

    expect(loose).toEqual([]);
    expect(slanted).toEqual([]);
  });

  test('has no arrow through a box, a text or another arrow', () => {
    const obstacles = [
      ...drawing.boxes.map(inside),
      ...[
        ...drawing.groups.map(({ label }) => label),
        ...labels(drawing.arrows),
        ...drawing.texts,
      ].map(areaOf),
    ];
    const hits = drawing.arrows.filter((arrow) =>
      segmentsOf(arrow).some((segment) => obstacles.some((one) => overlap(segment, one))),
    );
    const crossings = pairsOf(drawing.arrows).filter(([one, other]) =>
      segmentsOf(one).some((a) => segmentsOf(other).some((b) => overlap(a, b))),
    );

    expect(hits).toEqual([]);
    expect(crossings).toEqual([]);
  });

  test('has numbers clear of texts, each twice: at its box and at its step', () => {
    const areas = allTexts(drawing).map(areaOf);
    const covered = drawing.badges.filter((one) =>
      areas.some((area) => overlap(areaOfBadge(one), area)),
    );
    const numbers = drawing.badges.map(({ number }) => number).toSorted((a, b) => a - b);
    const steps = Array.from({ length: numbers.length / 2 }, (_, index) => index + 1);

    expect(covered).toEqual([]);
    expect(numbers).toEqual(steps.flatMap((one) => [one, one]));
    expect(steps.length).toBeGreaterThanOrEqual(5);
  });

  test('is painted no wider than it was measured', () => {
    const wider = allTexts(drawing).filter(
      (line) => paintedWidth(line) > textWidth(line.text, line) + 2,
    );
    const narrower = allTexts(drawing).filter(
      (line) => paintedWidth(line) < 0.9 * textWidth(line.text, line) - 4,
    );

    expect(wider).toEqual([]);
    expect(narrower).toEqual([]);
  });
});

function cutIn(kind: Kind): readonly string[] {
  const texts = allTexts(drawings.get(kind)!).map(({ text }) => text);
  return texts.filter((text) => text.includes('…'));
}

test('the names of a stage are cut off only where they are longer than their frame', () => {
  expect([...cutIn('whole'), ...cutIn('bare'), ...cutIn('extended')]).toEqual([]);
  expect(cutIn('large')).toEqual([expect.stringMatching(/^AWS account of events\.of-the-.*…$/)]);
});

test('an event reads from left to right', () => {
  const way = [
    'services',
    'eventsQueue',
    'fanOut',
    'partnerApi',
    'sourceA',
    'busA',
    'rulesA',
    'targetsA',
  ];
  const { boxes, arrows } = drawings.get('whole')!;
  const lefts = way.map((id) => boxes.find((box) => box.id === id)!.x);

  expect(lefts).toEqual(lefts.toSorted((a, b) => a - b));
  for (const [index, from] of way.slice(0, -1).entries()) {
    expect(arrows).toContainEqual(
      expect.objectContaining({ from, to: way[index + 1], isOnMainPath: true }),
    );
  }
});

describe('the SVG', () => {
  test('is white from corner to corner before anything else is painted', () => {
    const painted = /<(?:rect|path|circle|text|image|line|polygon)\b[^>]*>/.exec(diagram.svg)?.[0];

    expect(diagram.svg).toMatch(
      /^<svg xmlns="[^"]+" viewBox="0 0 1920 1080" width="1920" height="1080"/,
    );
    expect(painted).toBe('<rect width="1920" height="1080" fill="#ffffff"/>');
  });

  test('has no title and no logo, and refers to nothing outside', () => {
    expect(diagram.svg).not.toMatch(/<title|<desc|<image|<use|href|url\(|<script|<style/i);
    // No heading either.
    expect(new Set(allTexts(drawings.get('whole')!).map(({ size }) => size))).toEqual(
      new Set([24]),
    );
  });

  test('says in words what it shows', () => {
    const [, label] = /^<svg [^>]*role="img" aria-label="([^"]+)"/.exec(diagram.svg) ?? [];

    expect(label).toContain('vendor.example');
    expect(label).toContain('Fan-out sends each event');
  });

  test('begins its list of fonts with the one that it was measured with', () => {
    expect(diagram.svg).toContain(`font-family="'DejaVu Sans', Verdana, Arial, sans-serif"`);
  });

  test('has colours of enough contrast, on white and in boxes', () => {
    const texts = [...diagram.svg.matchAll(/<(?:g|text) [^>]*fill="(#[0-9a-f]{6})"/g)].map(
      ([, one]) => one!,
    );
    const strokes = [...diagram.svg.matchAll(/stroke="(#[0-9a-f]{6})"/g)].map(([, one]) => one!);
    const fills = [...diagram.svg.matchAll(/<rect [^>]*fill="(#[0-9a-f]{6})"/g)].map(
      ([, one]) => one!,
    );
    const dark = texts.filter((one) => one !== '#ffffff');

    expect(new Set(fills).size).toBe(2);
    for (const paper of new Set(fills)) {
      for (const ink of new Set([...dark, ...strokes]))
        expect(contrast(ink, paper)).toBeGreaterThan(4.5);
    }
    // The numbers are white on the colour of the text.
    expect(contrast('#ffffff', dark[0]!)).toBeGreaterThan(4.5);
  });

  test('escapes the vendor’s domain', () => {
    const drawing = drawingOf({
      ...whole,
      stage: { ...whole.stage, partnerDomain: 'a"<b>&.example' },
    });

    expect(svgOf(drawing)).toContain('AWS account of a&quot;&lt;b&gt;&amp;.example');
  });

  test('is the same for the same stage, to the byte', () => {
    // Of another synthesis.
    expect(svgOf(drawings.get('whole')!)).toBe(diagram.svg);
  });
});

describe('the PNG', () => {
  const width = 3840;
  const height = 2160;
  let pixels: Uint8Array;
  beforeAll(() => {
    const image = Buffer.from(diagram.png).toString('base64');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${image}"/></svg>`;
    ({ pixels } = new Resvg(svg).render());
  });

  function pixelAt(x: number, y: number): readonly number[] {
    const at = 4 * (y * width + x);
    return [...pixels.subarray(at, at + 4)];
  }

  test('is twice as large as the drawing', () => {
    const header = new DataView(diagram.png.buffer, diagram.png.byteOffset);

    expect([header.getUint32(16), header.getUint32(20)]).toEqual([width, height]);
  });

  test('is white in its corners, and opaque', () => {
    const corners = [
      [0, 0],
      [width - 1, 0],
      [0, height - 1],
      [width - 1, height - 1],
    ] as const;

    for (const [x, y] of corners) expect(pixelAt(x, y)).toEqual([255, 255, 255, 255]);
  });

  test('has every text painted', () => {
    const blank = allTexts(drawings.get('whole')!).filter((line) => {
      const area = areaOf(line);
      const y = Math.round(2 * (line.y - 8));
      const across = Array.from({ length: Math.floor(2 * area.width) }, (_, index) =>
        pixelAt(Math.floor(2 * area.x) + index, y),
      );
      return !across.some(([red = 255]) => red < 80);
    });

    expect(blank).toEqual([]);
  });
});

/** The width of a text as it is painted, from the first ink to the last. */
function paintedWidth({ text, size, weight }: TextLine): number {
  const content = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="100"><text x="10" y="50" font-family="DejaVu Sans" font-size="${size}" font-weight="${weight}">${content}</text></svg>`;
  const font = { loadSystemFonts: false, fontFiles: Object.values(fontFiles) };
  return new Resvg(svg, { font }).getBBox()?.width ?? 0;
}

/** The contrast of two colours (WCAG 2.2, 1.4.3). */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

import type { Architecture } from '../content/architecture.ts';
import type { ComponentId, Connection } from '../content/component.ts';
import { fitText } from '../text/measure.ts';
import type { Arrow, Badge, Box, Drawing, Rectangle, TextLine } from './drawing.ts';
import { groupsOf } from './groups.ts';
import { canvas, frameColumns, gridOf } from './grid.ts';
import { linesIn, normal } from './lines.ts';
import { notesOf } from './notes.ts';
import { routeOf } from './routes.ts';
import { stepLines } from './step-lines.ts';

/** Computes the place of everything in the drawing of a stage. */
export function layOut(architecture: Architecture): Drawing {
  const grid = gridOf(architecture);
  const boxes = [...architecture.components.values()].map((component): Box => {
    const place = placeOf(grid, component.id);
    const { id, isOnMainPath } = component;
    return { ...place, id, isOnMainPath, lines: linesIn(place, component) };
  });
  const steps = stepLines(architecture.steps);
  return {
    ...canvas,
    description: describe(architecture),
    groups: groupsOf(architecture),
    boxes,
    arrows: architecture.connections.map((one) => arrowOf(one, architecture, grid)),
    badges: [
      ...architecture.steps.map(({ at }, index) => badgeAt(placeOf(grid, at), index + 1)),
      ...steps.badges,
    ],
    texts: [...notesOf(architecture), ...steps.texts],
  };
}

type Grid = ReadonlyMap<ComponentId, Rectangle>;

function placeOf(grid: Grid, id: ComponentId): Rectangle {
  const place = grid.get(id);
  if (place === undefined) throw new Error(`The drawing has no place for ${id}`);
  return place;
}

function arrowOf(connection: Connection, { components }: Architecture, grid: Grid): Arrow {
  const { from, to, isMutual = false, label } = connection;
  const start = placeOf(grid, from);
  const end = placeOf(grid, to);
  const isMain = (id: ComponentId) => components.get(id)?.isOnMainPath === true;
  return {
    from,
    to,
    points: routeOf(connection, start, end),
    isMutual,
    isOnMainPath: isMain(from) && isMain(to),
    label: label === undefined ? undefined : labelOf(label, start),
  };
}

const labelEnd = frameColumns.homeRegion.x + frameColumns.homeRegion.width - 4;

// Above the arrow, on the way to the end of the Region's frame.
function labelOf(label: string, start: Rectangle): TextLine {
  const x = start.x + start.width + 8;
  const y = start.y + start.height / 2 - 12;
  return { text: fitText(label, labelEnd - x, normal), anchor: 'start', x, y, ...normal };
}

/** At the upper left corner of a box, clear of its text. */
function badgeAt({ x, y }: Rectangle, number: number): Badge {
  return { number, x: x + 4, y };
}

function describe({ vendor, steps }: Architecture): string {
  const sentences = steps.map(({ text }, index) => `${index + 1}. ${text}`);
  return `How events of ${vendor} reach AWS accounts of its customers. ${sentences.join(' ')}`;
}

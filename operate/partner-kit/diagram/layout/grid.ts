import type { Architecture, CustomerShown } from '../content/architecture.ts';
import type { ComponentId } from '../content/component.ts';
import type { Rectangle } from './drawing.ts';

/** 16:9, as a slide. */
export const canvas = { width: 1920, height: 1080 } as const;

/** The space around the drawing. */
export const margin = 16;

/** Where the frames end; the steps are below. */
export const framesBottom = 882;

/** Between a frame and what is in it. */
const padding = 14;

const rowCount = 5;
const rowHeight = 104;
const firstRow = 98;
const stripHeight = 70;
const customerBoxHeight = 140;
const customerFrameHeight = 350;
const customerFrameCentre = 206;

const columns = [
  { x: margin, width: 172 },
  { x: 256, width: 190 },
  { x: 490, width: 190 },
  { x: 724, width: 190 },
] as const;

/** The frames by their sides. */
export const frameColumns = {
  vendor: { x: 228, width: 714 },
  homeRegion: { x: 242, width: 686 },
  eventBridge: { x: 982, width: 386 },
  customer: { x: 1404, width: 500 },
} as const;

const partnerApi = { x: 994, width: 124 } as const;
const customerColumns = [
  ['source', { x: 1152, width: 204 }],
  ['bus', { x: 1426, width: 150 }],
  ['rules', { x: 1608, width: 96 }],
  ['targets', { x: 1736, width: 154 }],
] as const;

/** Column and row of what is in the vendor's account, and beside it. */
const cells = [
  ['administrator', 0, 0],
  ['services', 0, 2],
  ['operators', 0, 4],
  ['others', 1, 1],
  ['mappings', 2, 1],
  ['reconciler', 3, 1],
  ['eventsQueue', 1, 2],
  ['fanOut', 2, 2],
  ['largeEvents', 1, 3],
  ['recorder', 2, 3],
  ['retries', 3, 3],
  ['operations', 1, 4],
  ['history', 2, 4],
  ['replays', 3, 4],
] as const satisfies readonly (readonly [ComponentId, column: number, row: number])[];

/** Where each component of a stage is, whether it is drawn or not. */
export function gridOf(architecture: Architecture): ReadonlyMap<ComponentId, Rectangle> {
  const end = framesBottom - padding;
  return new Map<ComponentId, Rectangle>([
    ...cells.map(([id, column, row]) => {
      const y = rowTop(architecture, row);
      return [id, { ...columns[column], y, height: rowHeight }] as const;
    }),
    ['registration', { x: 256, width: 424, y: firstRow, height: rowHeight }],
    ['otherRegions', { ...frameColumns.homeRegion, y: end - stripHeight, height: stripHeight }],
    ['partnerApi', { ...partnerApi, y: firstRow, height: end - firstRow }],
    ...architecture.customers.flatMap((customer) => boxesOfCustomer(architecture, customer)),
  ]);
}

/** Where the home Region's frame ends: above the other Regions, if the stage has any. */
export function homeRegionBottom({ components }: Architecture): number {
  const end = framesBottom - padding;
  return components.has('otherRegions') ? end - stripHeight - 12 : end;
}

/** A customer's frame: a single one is beside the fan-out. */
export function customerFrame(architecture: Architecture, { letter }: CustomerShown): Rectangle {
  const middle = rowTop(architecture, 2) + rowHeight / 2;
  const bottom = framesBottom - customerFrameHeight;
  const single = middle - customerFrameCentre;
  const ofTwo = letter === 'A' ? margin : bottom;
  const y = architecture.customers.length === 1 ? single : ofTwo;
  return { ...frameColumns.customer, y, height: customerFrameHeight };
}

function boxesOfCustomer(architecture: Architecture, customer: CustomerShown) {
  const centre = customerFrame(architecture, customer).y + customerFrameCentre;
  const y = centre - customerBoxHeight / 2;
  return customerColumns.map(
    ([part, column]) =>
      [`${part}${customer.letter}`, { ...column, y, height: customerBoxHeight }] as const,
  );
}

function rowTop(architecture: Architecture, row: number): number {
  const last = homeRegionBottom(architecture) - padding - rowHeight;
  return Math.round(firstRow + (row * (last - firstRow)) / (rowCount - 1));
}

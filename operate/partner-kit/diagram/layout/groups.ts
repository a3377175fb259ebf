import type { Architecture } from '../content/architecture.ts';
import { fitText } from '../text/measure.ts';
import type { Group, Rectangle } from './drawing.ts';
import { customerFrame, frameColumns, framesBottom, homeRegionBottom, margin } from './grid.ts';
import { bold, normal } from './lines.ts';

/** The frames: outer ones first. */
export function groupsOf(architecture: Architecture): readonly Group[] {
  const { vendor, homeRegion, customers } = architecture;
  const top = margin;
  const height = framesBottom - margin;
  const inner = 58;
  const region = {
    ...frameColumns.homeRegion,
    y: inner,
    height: homeRegionBottom(architecture) - inner,
  };
  const regionLabel = architecture.components.has('otherRegions')
    ? `${homeRegion} (home Region)`
    : homeRegion;
  return [
    group('account', { ...frameColumns.vendor, y: top, height }, `AWS account of ${vendor}`),
    group('region', region, regionLabel),
    group('service', { ...frameColumns.eventBridge, y: top, height }, 'Amazon EventBridge'),
    ...customers.map((customer) => {
      const name = customers.length === 1 ? 'a customer' : `customer ${customer.letter}`;
      return group('account', customerFrame(architecture, customer), `AWS account of ${name}`);
    }),
  ];
}

function group(kind: Group['kind'], frame: Rectangle, label: string): Group {
  const style = kind === 'region' ? normal : bold;
  const text = fitText(label, frame.width - 54, style);
  const { y } = frame;
  // Clear of the number at the first box.
  const x = frame.x + (kind === 'region' ? 40 : 14);
  return { ...frame, kind, label: { text, anchor: 'start', x, y: y + 30, ...style } };
}

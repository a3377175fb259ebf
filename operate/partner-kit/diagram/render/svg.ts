import type { Badge, Box, Drawing, Group, Point, TextLine } from '../layout/drawing.ts';
import { bold } from '../layout/lines.ts';
import { fontFamily } from '../text/font-files.ts';
import { arrowSvg } from './arrow-svg.ts';
import { escapeXml } from './escape-xml.ts';
import { colours } from './strokes.ts';

const dashes: Readonly<Record<Group['kind'], string>> = {
  account: '',
  region: ' stroke-dasharray="10 6"',
  service: '',
};
const badgeRadius = 16;

/** Writes a drawing as SVG: on white, without a title, and without a link to anything outside. */
export function svgOf(drawing: Drawing): string {
  const { width, height, description } = drawing;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(description)}">`,
    `<rect width="${width}" height="${height}" fill="${colours.paper}"/>`,
    `<g font-family="'${fontFamily}', Verdana, Arial, sans-serif" fill="${colours.text}">`,
    ...drawing.groups.map(groupSvg),
    ...drawing.arrows.map(arrowSvg),
    ...drawing.arrows
      .map(({ label }) => label)
      .filter((one) => one !== undefined)
      .map((line) => textSvg(line)),
    ...drawing.boxes.map(boxSvg),
    ...drawing.badges.map(badgeSvg),
    ...drawing.texts.map((line) => textSvg(line)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function groupSvg({ x, y, width, height, kind, label }: Group): string {
  const frame = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="none" stroke="${colours.side}" stroke-width="2"${dashes[kind]}/>`;
  return frame + textSvg(label);
}

function boxSvg({ x, y, width, height, lines, isOnMainPath }: Box): string {
  const [fill, stroke, strokeWidth] = isOnMainPath
    ? [colours.mainFill, colours.main, 3]
    : [colours.paper, colours.side, 2];
  const frame = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${fill}" stroke="${stroke}" stroke-width="${strokeWidth}"/>`;
  return frame + lines.map((line) => textSvg(line)).join('');
}

function badgeSvg({ x, y, number }: Badge): string {
  const circle = `<circle cx="${x}" cy="${y}" r="${badgeRadius}" fill="${colours.text}"/>`;
  const centre: Point = { x, y: y + 9 };
  const line: TextLine = { text: String(number), anchor: 'middle', ...centre, ...bold };
  return circle + textSvg(line, colours.paper);
}

function textSvg({ text, x, y, size, weight, anchor }: TextLine, fill?: string): string {
  const colour = fill === undefined ? '' : ` fill="${fill}"`;
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}"${colour}>${escapeXml(text)}</text>`;
}

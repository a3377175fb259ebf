import { decodeUtf8 } from '../../../terminal/decode-utf8.ts';
import { backgroundFaults } from './background-faults.ts';
import { drawnElements } from './drawn-elements.ts';
import { drawSvg } from './drawing.ts';
import { isDrawable, shapeFaults, type ImageSize } from './image-size.ts';
import type { LogoKind } from './logo-kinds.ts';
import {
  readSvgElements,
  type SvgElement,
} from '../../../lambdas/domain/brand/svg/svg-elements.ts';
import { svgFaults } from './svg-faults.ts';

/** More would take long to draw. */
const maxDrawnElements = 20_000;

/** What is wrong with an SVG as a logo. */
export function checkSvg(bytes: Uint8Array, kind: LogoKind): readonly string[] {
  const svg = decodeUtf8(bytes);
  if (svg === undefined) return ['is not UTF-8'];
  const markup = readSvgElements(svg);
  if ('problem' in markup) return [markup.problem];
  const { root, isStyled } = markup;
  const faults = [...svgFaults(root), ...(isStyled ? ['asks for a style sheet'] : [])];
  const size = sizeOf(root);
  if (size === undefined) return [...faults, 'has no viewBox with a width and a height'];
  const shape = shapeFaults(size, kind);
  if (drawnElements(root) > maxDrawnElements)
    return [...faults, ...shape, 'draws too many elements'];
  // A filter or an image may take long to draw, and both are faults already.
  if (faults.length > 0 || !isDrawable(size)) return [...faults, ...shape];
  return [...shape, ...drawnFaults(svg, size)];
}

function drawnFaults(svg: string, size: ImageSize): readonly string[] {
  try {
    return backgroundFaults(drawSvg(svg, size));
  } catch (error) {
    const reason = Error.isError(error) ? error.message : String(error);
    return [`is not well-formed: ${reason.replaceAll(/\s+/g, ' ').slice(0, 200)}`];
  }
}

/** The proportions of an SVG, by its view box: without one it cannot be scaled. */
function sizeOf({ attributes }: SvgElement): ImageSize | undefined {
  const [, , width = 0, height = 0] = (attributes.get('viewbox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return width > 0 && height > 0 && Number.isFinite(width / height) ? { width, height } : undefined;
}

import type { logoTypes } from './logo-types.ts';
import { pngProblem } from './png-problem.ts';
import { svgDanger } from './svg/svg-dangers.ts';
import { readSvgElements } from './svg/svg-elements.ts';

/** The most bytes of a logo: the page is small, and so is what comes with it. */
export const maxLogoBytes = 65_536;

/** A logo's format. */
export type LogoFormat = keyof typeof logoTypes;

/** The format of a logo's file, by its name. */
export function logoFormat(file: string): LogoFormat | undefined {
  if (/\.svg$/i.test(file)) return 'svg';
  return /\.png$/i.test(file) ? 'png' : undefined;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Why a file's contents are no logo that every browser shows; undefined if they are one. An SVG is served
 * from the page's own origin: it has no scripts, and refers to nothing outside of it. Its answer forbids
 * both, too.
 */
export function logoProblem(bytes: Uint8Array, format: LogoFormat): string | undefined {
  if (bytes.length > maxLogoBytes) {
    return `has ${bytes.length} bytes, ${maxLogoBytes} are allowed`;
  }
  return format === 'png' ? pngProblem(bytes) : svgProblem(bytes);
}

function svgProblem(bytes: Uint8Array): string | undefined {
  const text = decode(bytes);
  if (text === undefined) return 'is not UTF-8';
  const svg = readSvgElements(text);
  if ('problem' in svg) return svg.problem;
  return svg.isStyled ? 'asks for a style sheet' : svgDanger(svg.root);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

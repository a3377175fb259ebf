import { Resvg } from '@resvg/resvg-js';
import { fontFamily, fontFiles } from '../text/font-files.ts';

/** Twice as wide as the drawing: sharp on a slide that fills a screen of 4K. */
const width = 3840;

/** Paints an SVG with the font that it was measured with, whatever fonts this machine has. */
export function pngOf(svg: string): Uint8Array {
  const font = {
    loadSystemFonts: false,
    fontFiles: Object.values(fontFiles),
    defaultFontFamily: fontFamily,
  };
  return new Resvg(svg, { font, fitTo: { mode: 'width', value: width } }).render().asPng();
}

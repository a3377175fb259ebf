/** A colour as CSS has it: `#` and six hexadecimal digits. */
export const hexColour = /^#[0-9a-f]{6}$/i;

/** What WCAG 2.2 (AA, 1.4.3) asks for between a text and what is behind it. */
export const leastContrast = 4.5;

type Channels = readonly [red: number, green: number, blue: number];

/** The contrast of two colours by WCAG 2.2: from 1 for the same to 21 for black on white. */
export function contrastRatio(one: string, other: string): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** The lowest contrast of a colour with any of these. */
export function lowestContrast(colour: string, others: readonly string[]): number {
  return Math.min(...others.map((other) => contrastRatio(colour, other)));
}

/** Black or white, whichever is read better on a colour: the contrast is at least 4.58. */
export function textOn(colour: string): '#000000' | '#ffffff' {
  const isOnLight = contrastRatio(colour, '#000000') > contrastRatio(colour, '#ffffff');
  return isOnLight ? '#000000' : '#ffffff';
}

const steps = 20;

/** A colour with as much white in it as it takes to be read on these; white if nothing less is enough. */
export function lightenedFor(colour: string, backgrounds: readonly string[]): string {
  const lighter = Array.from({ length: steps }, (_, step) => withWhite(colour, step / steps));
  return lighter.find((one) => lowestContrast(one, backgrounds) >= leastContrast) ?? '#ffffff';
}

function withWhite(colour: string, share: number): string {
  const mixed = channelsOf(colour).map((channel) => Math.round(channel + (255 - channel) * share));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

function channelsOf(colour: string): Channels {
  const at = (index: number) => Number.parseInt(colour.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
}

function luminance(colour: string): number {
  const [red, green, blue] = channelsOf(colour);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

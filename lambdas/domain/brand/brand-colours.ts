import { leastContrast, lightenedFor, lowestContrast, textOn } from './contrast.ts';

/** The colours that are behind texts of the page; its style sheet has the same. */
export const backgrounds = {
  light: ['#f4f6f8', '#ffffff', '#eef2f6'],
  dark: ['#10151b', '#18202a', '#222c38'],
} as const;

/** The colours that a vendor gives. */
export interface GivenColours {
  /** Of links, buttons and marks. */
  readonly accent?: string | undefined;
  /** The same in dark mode; without it, the accent is made as light as it must be. */
  readonly darkAccent?: string | undefined;
}

/** A colour, and that of a text on it. */
export interface Accent {
  readonly accent: string;
  readonly onAccent: string;
}

/** What the page's colours are, in both schemes. */
export interface BrandColours {
  readonly light?: Accent;
  readonly dark?: Accent;
}

/** What is wrong with a vendor's colours, by key: texts in them must be legible on the page. */
export function colourProblems({
  accent,
  darkAccent,
}: GivenColours): readonly { readonly key: keyof GivenColours; readonly problem: string }[] {
  return [...problemOf('accent', accent, 'light'), ...problemOf('darkAccent', darkAccent, 'dark')];
}

function problemOf<K extends keyof GivenColours>(
  key: K,
  colour: string | undefined,
  scheme: keyof typeof backgrounds,
): readonly { readonly key: K; readonly problem: string }[] {
  if (colour === undefined) return [];
  const contrast = lowestContrast(colour, backgrounds[scheme]);
  if (contrast >= leastContrast) return [];
  // Cut off, so that what is too little does not look like enough.
  const ratio = (Math.floor(contrast * 100) / 100).toFixed(2);
  const wanted = scheme === 'light' ? 'darker' : 'lighter';
  const problem = `must be ${wanted}: its contrast with the page’s ${scheme} backgrounds is ${ratio}:1, and WCAG AA asks for ${leastContrast}:1`;
  return [{ key, problem }];
}

/** The colours of the page for a vendor's; those that the vendor does not give are as usual. */
export function brandColours({ accent, darkAccent }: GivenColours): BrandColours {
  const dark = darkAccent ?? (accent && lightenedFor(accent, backgrounds.dark));
  return {
    ...(accent !== undefined && { light: withText(accent) }),
    ...(dark !== undefined && { dark: withText(dark) }),
  };
}

function withText(accent: string): Accent {
  return { accent, onAccent: textOn(accent) };
}

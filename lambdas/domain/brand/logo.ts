/** The most bytes of a logo: the page is small, and so is what comes with it. */
export const maxLogoBytes = 65_536;

/** The formats of a logo, by the ends of their files' names. */
export const logoTypes = { svg: 'image/svg+xml', png: 'image/png' } as const;

/** A logo's format. */
export type LogoFormat = keyof typeof logoTypes;

/** The format of a logo's file, by its name. */
export function logoFormat(file: string): LogoFormat | undefined {
  if (/\.svg$/i.test(file)) return 'svg';
  return /\.png$/i.test(file) ? 'png' : undefined;
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Why a file's contents are no logo; undefined if they are one. An SVG is served from the page's own
 * origin: it has no scripts, and refers to nothing outside of it. Its answer forbids both, too.
 */
export function logoProblem(bytes: Uint8Array, format: LogoFormat): string | undefined {
  if (bytes.length > maxLogoBytes) {
    return `has ${bytes.length} bytes, ${maxLogoBytes} are allowed`;
  }
  if (format === 'png') {
    return pngSignature.every((byte, index) => bytes[index] === byte) ? undefined : 'is no PNG';
  }
  return svgProblem(new TextDecoder().decode(bytes));
}

const forbidden = [
  [/<(?:[\w.-]+:)?script[\s/>]/i, 'has a script'],
  [/[\s"'/]on[a-z]+\s*=/i, 'has a script'],
  [/javascript:/i, 'has a script'],
  [/<!ENTITY|<!DOCTYPE[^>]*\[/i, 'declares entities: save it without'],
  [/<\?xml-stylesheet/i, 'asks for a style sheet'],
  [
    /<(?:[\w.-]+:)?(?:foreignObject|iframe|object|embed|audio|video)[\s/>]/i,
    'embeds something that is no SVG',
  ],
  [/@import/i, 'refers to something outside of it'],
  [/\b(?:href|src)\s*=\s*(?!["']\s*(?:#|data:image\/|["']))/i, 'refers to something outside of it'],
  [/url\(\s*(?!["']?\s*(?:#|data:image\/))/i, 'refers to something outside of it'],
] as const;

/** Without it, no browser shows the file as a picture. */
const svgNamespace = /\bxmlns(?::[\w.-]+)?\s*=\s*(["'])http:\/\/www\.w3\.org\/2000\/svg\1/;

function svgProblem(svg: string): string | undefined {
  // References to characters would hide what follows from the checks; numbers alone are harmless in texts.
  const plain = svg.replaceAll(/<!--[^]*?-->/g, '');
  if (
    !/^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<(?:[\w.-]+:)?svg[\s>]/i.test(plain)
  ) {
    return 'is no SVG';
  }
  if (/=\s*(?:"[^"]*&#|'[^']*&#)/.test(plain))
    return 'has character references in its attributes: save it without';
  const found = forbidden.find(([pattern]) => pattern.test(plain));
  if (found !== undefined) return found[1];
  return svgNamespace.test(plain) ? undefined : 'has no xmlns="http://www.w3.org/2000/svg"';
}

import type { SvgElement } from './svg-elements.ts';

const script = 'has a script';
const outside = 'refers to something outside of it';

const forbiddenElements: ReadonlyMap<string, string> = new Map([
  ['script', script],
  ...['foreignobject', 'iframe', 'object', 'embed', 'audio', 'video'].map(
    (name) => [name, 'embeds something that is not an SVG'] as const,
  ),
]);

/** Why an element, or one in it, is in no logo: scripts, and what it refers to outside of itself. */
export function svgDanger(element: SvgElement): string | undefined {
  const own = forbiddenElements.get(element.name) ?? attributeDanger(element);
  if (own !== undefined) return own;
  if (element.name === 'style' && styleRefersOutside(element.text)) return outside;
  return firstOf(element.children, svgDanger);
}

function attributeDanger({ attributes }: SvgElement): string | undefined {
  return firstOf([...attributes], ([name, value]) => {
    if (name.startsWith('on') || /javascript:/i.test(value.replaceAll(/\s/g, ''))) return script;
    if (name.startsWith('xmlns')) return undefined;
    const isLink = /(?:^|:)(?:href|src)$/.test(name);
    return (isLink && isOutside(value)) || styleRefersOutside(value) ? outside : undefined;
  });
}

function firstOf<T>(all: readonly T[], find: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function styleRefersOutside(style: string): boolean {
  const plain = withoutEscapes(style);
  const links = Array.from(plain.matchAll(/url\(\s*["']?/gi), ({ 0: { length }, index }) =>
    plain.slice(index + length),
  );
  return /@import|image-set\(/i.test(plain) || links.some(isOutside);
}

/** CSS reads `u\72l` as `url`. */
function withoutEscapes(style: string): string {
  return style
    .replaceAll(/\\([0-9a-f]{1,6})\s?/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replaceAll('\\', '');
}

/** Whether a link leaves the file; one without anything in it stays. */
function isOutside(link: string): boolean {
  return !/^\s*(?:#|data:image\/|["')]|$)/i.test(link);
}

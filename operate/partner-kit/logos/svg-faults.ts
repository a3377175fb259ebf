import type { SvgElement } from '../../../lambdas/domain/brand/svg/svg-elements.ts';

/** What is wrong with the elements of an SVG; each fault once. */
export function svgFaults(root: SvgElement): readonly string[] {
  const faults = new Set<string>();
  if (background.test(root.attributes.get('style') ?? '')) faults.add(coloured);
  addFaults(root, faults);
  return [...faults];
}

const byElement: Readonly<Record<string, string>> = {
  script: 'has a script',
  image: 'embeds an image: AWS asks for vector graphics',
  feimage: 'embeds an image: AWS asks for vector graphics',
  foreignobject: 'embeds something that is not an SVG (foreignObject)',
  filter: 'has a filter, which is drawn as pixels: AWS asks for vector graphics',
  pattern: 'has a pattern, which is drawn as pixels: AWS asks for vector graphics',
  text: 'has text, which looks otherwise where its font is missing: turn it into paths',
};
const external = 'refers to something outside of it';
const coloured = 'has a background colour in its style';
/** Browsers fill an SVG with it, wherever it is shown. Its drawing here has none. */
const background = /(?<![-\w])background(?:-color)?\s*:\s*(?!none|transparent|[\s;}]|$)/i;

function addFaults(element: SvgElement, faults: Set<string>): void {
  const fault = byElement[element.name];
  if (fault !== undefined) faults.add(fault);
  for (const [name, value] of element.attributes) {
    for (const one of attributeFaults(name, value)) faults.add(one);
  }
  if (element.name === 'style') {
    for (const one of styleFaults(element.text)) faults.add(one);
    if (background.test(element.text)) faults.add(coloured);
  }
  for (const child of element.children) addFaults(child, faults);
}

function attributeFaults(name: string, value: string): readonly string[] {
  if (name.startsWith('on')) return ['has a script'];
  // Names of namespaces are addresses that nobody opens.
  if (name === 'xmlns' || name.startsWith('xmlns:')) return [];
  const isLink = ['href', 'src'].includes(name.slice(name.indexOf(':') + 1));
  return isLink ? linkFaults(value.trim()) : styleFaults(value);
}

function linkFaults(link: string): readonly string[] {
  if (link === '' || link.startsWith('#')) return [];
  if (/^javascript:/i.test(link.replaceAll(/\s/g, ''))) return ['has a script'];
  return [/^data:image/i.test(link) ? (byElement['image'] ?? external) : external];
}

function styleFaults(style: string): readonly string[] {
  const links = Array.from(style.matchAll(/url\(\s*["']?([^)"']*)/gi), ([, link = '']) =>
    link.trim(),
  );
  const faults = links.flatMap(linkFaults);
  return /@import/i.test(style) ? [...faults, external] : faults;
}

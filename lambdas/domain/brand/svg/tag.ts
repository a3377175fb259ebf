import { notWellFormed } from './markup-problem.ts';
import { withoutReferences } from './references.ts';

/** Namespaces by their prefixes; that of names without one by the empty text. */
export type Prefixes = ReadonlyMap<string, string>;

/** The prefixes that a document need not declare. */
export const noPrefixes: Prefixes = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/** A tag that opens an element. */
export interface Tag {
  /** The element's name as it is written. */
  readonly written: string;
  /** Names as they are written; values without character references. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What holds in the element. */
  readonly prefixes: Prefixes;
  /** Whether the element has no content. */
  readonly isEmpty: boolean;
}

const attribute = /[^\s<>/=]+\s*=\s*(?:"[^"]*"|'[^']*')/g;

/** Reads a tag, from its `<` to its `>`. Throws a MarkupProblem. */
export function readTag(tag: string, outer: Prefixes): Tag {
  const written = tag.slice(1).replace(/[\s/>][^]*$/, '');
  const attributes = new Map<string, string>();
  for (const [one] of tag.slice(1 + written.length).matchAll(attribute)) {
    const [name, value] = nameAndValue(one);
    if (attributes.has(name)) throw notWellFormed(`<${written}> has ${name} twice`);
    attributes.set(name, withoutReferences(value));
  }
  const prefixes = prefixesIn(attributes, outer);
  for (const name of [written, ...attributes.keys()]) checkPrefix(name, prefixes);
  return { written, attributes, prefixes, isEmpty: tag.endsWith('/>') };
}

function nameAndValue(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  return [
    text.slice(0, at).trimEnd(),
    text
      .slice(at + 1)
      .trimStart()
      .slice(1, -1),
  ];
}

function prefixesIn(attributes: ReadonlyMap<string, string>, outer: Prefixes): Prefixes {
  const own = [...attributes]
    .filter(([name]) => /^xmlns(?::|$)/.test(name))
    .map(([name, namespace]) => [name.slice('xmlns:'.length), namespace] as const);
  const [undeclared] = own.find(([prefix, namespace]) => prefix !== '' && namespace === '') ?? [];
  if (undeclared !== undefined) throw notWellFormed(`the prefix ${undeclared} has no namespace`);
  return own.length === 0 ? outer : new Map([...outer, ...own]);
}

function checkPrefix(name: string, prefixes: Prefixes): void {
  const prefix = prefixOf(name);
  if (prefix === '' || prefix === 'xmlns' || prefixes.has(prefix)) return;
  throw notWellFormed(`the prefix of ${name} is not declared`);
}

/** The prefix of a name; empty if it has none. */
export function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')));
}

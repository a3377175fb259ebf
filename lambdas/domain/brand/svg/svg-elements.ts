import { SaxesParser, type SaxesTagNS } from 'saxes';

/** An element of an SVG, as far as its checks need it. */
export interface SvgElement {
  /** Without a prefix, in lower case. */
  readonly name: string;
  /** Names in lower case; values without character references. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: SvgElement[];
  /** The text that is in the element itself. */
  text: string;
}

/** The root element of an SVG, or what is wrong with it; `isStyled` if it asks for a style sheet. */
export type SvgMarkup =
  { readonly root: SvgElement; readonly isStyled: boolean } | { readonly problem: string };

// More is no logo, and would take long to draw.
const maxElements = 20_000;
const maxDepth = 200;

const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * Reads the elements of an SVG as strictly as browsers do, which show nothing of one that is not well-formed.
 * It knows no entities of a document type, by which a small file can be huge.
 */
export function readSvgElements(svg: string): SvgMarkup {
  const reader = new SvgReader();
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', ({ message }) => reader.refuse(`is not well-formed XML: ${placed(message)}`));
  parser.on('xmldecl', ({ version }) => {
    // Browsers know no other one.
    if (version === '1.1') reader.refuse('is not XML of version 1.0');
  });
  parser.on('doctype', (text) => {
    if (text.includes('[')) reader.refuse('declares entities: save it without');
  });
  parser.on('processinginstruction', ({ target }) => {
    if (target === 'xml-stylesheet') reader.isStyled = true;
  });
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('closetag', () => reader.close());
  parser.on('text', (text) => reader.addText(text));
  parser.on('cdata', (text) => reader.addText(text));
  parser.write(svg).close();
  return reader.markup();
}

/** `1:42: undefined entity.` with its place in words. */
function placed(message: string): string {
  return message.replace(/^(\d+):(\d+): /, 'line $1, column $2: ').replace(/\.$/, '');
}

/** Puts elements together, as a parser comes to them. */
class SvgReader {
  isStyled = false;
  #problem: string | undefined;
  #elements = 0;
  readonly #document = elementOf('', []);
  readonly #open: SvgElement[] = [];

  /** The first reason is the one that counts. */
  refuse(problem: string): void {
    this.#problem ??= problem;
  }

  open({ local, uri, attributes }: SaxesTagNS): void {
    if (this.#elements === 0) this.#checkRoot(local, uri);
    this.#elements += 1;
    if (this.#elements > maxElements) this.refuse(`has more than ${maxElements} elements`);
    const element = elementOf(local, Object.values(attributes));
    this.#innermost.children.push(element);
    this.#open.push(element);
    if (this.#open.length > maxDepth) this.refuse('is nested too deeply');
  }

  close(): void {
    this.#open.pop();
  }

  addText(text: string): void {
    this.#innermost.text += text;
  }

  get #innermost(): SvgElement {
    return this.#open.at(-1) ?? this.#document;
  }

  markup(): SvgMarkup {
    const [root = this.#document] = this.#document.children;
    return this.#problem === undefined
      ? { root, isStyled: this.isStyled }
      : { problem: this.#problem };
  }

  #checkRoot(local: string, uri: string): void {
    if (local !== 'svg') this.refuse('is not an SVG: its root element is not svg');
    if (uri !== svgNamespace) this.refuse(`has no xmlns="${svgNamespace}"`);
  }
}

function elementOf(
  local: string,
  attributes: readonly { readonly name: string; readonly value: string }[],
): SvgElement {
  const named = attributes.map(({ name, value }) => [name.toLowerCase(), value] as const);
  return { name: local.toLowerCase(), attributes: new Map(named), children: [], text: '' };
}

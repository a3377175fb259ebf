import { MarkupProblem, notWellFormed } from './markup-problem.ts';
import { checkCharacters, withoutReferences } from './references.ts';
import { noPrefixes, prefixOf, readTag, type Tag } from './tag.ts';

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

const part = String.raw`[\p{L}_][\p{L}\p{N}_.\-\u00B7]*`;
/** Of an element or an attribute, with its prefix. */
const qualifiedName = `${part}(?::${part})?`;

// Each begins where the one before it has ended: nothing is looked at twice.
const tokens = {
  text: /[^<]+/y,
  section: /<!\[CDATA\[[^]*?\]\]>/y,
  // Two hyphens end a comment.
  comment: /<!--[^]*?--/y,
  open: new RegExp(
    `<${qualifiedName}(?:\\s+${qualifiedName}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*\\s*/?>`,
    'uy',
  ),
  close: /<\/[^\s<>/]+\s*>/y,
  instruction: /<\?[\w:.-]+(?:\s[^]*?)?\?>/y,
  documentType: /<!DOCTYPE\s[^[>]*>/y,
} as const;

/** How an XML declaration begins, which nothing may come before. */
const declaration = /^<\?xml(?=[\s?])/i;
const wholeDeclaration =
  /^<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["'][\w.-]+["'])?(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>$/;
const styleSheet = /^<\?xml-stylesheet(?=[\s?])/;

/**
 * Reads the elements of an SVG as strictly as browsers do, which show nothing of one that is not well-formed.
 * It knows no entities of a document type, by which a small file can be huge.
 */
export function readSvgElements(svg: string): SvgMarkup {
  const reader = new SvgReader(svg.replace(/^\uFEFF/, ''));
  try {
    while (!reader.isAtEnd) reader.step();
    return reader.end();
  } catch (error) {
    if (error instanceof MarkupProblem) return { problem: error.message };
    throw error;
  }
}

interface OpenElement extends Pick<Tag, 'written' | 'prefixes'> {
  readonly element: SvgElement;
}

class SvgReader {
  readonly #svg: string;
  #at = 0;
  #root: { readonly element: SvgElement; readonly tag: Tag } | undefined;
  #elements = 0;
  #isStyled = false;
  #hasDocumentType = false;
  readonly #open: OpenElement[] = [];

  constructor(svg: string) {
    this.#svg = svg;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#svg.length;
  }

  end(): SvgMarkup {
    const open = this.#open.at(-1);
    if (open !== undefined) throw notWellFormed(`<${open.written}> has no end`);
    if (this.#root === undefined) throw notWellFormed('it has no element');
    const { element, tag } = this.#root;
    if (localName(tag.written) !== 'svg') {
      throw new MarkupProblem('is not an SVG: its root element is not svg');
    }
    if (tag.prefixes.get(prefixOf(tag.written)) !== 'http://www.w3.org/2000/svg') {
      throw new MarkupProblem('has no xmlns="http://www.w3.org/2000/svg"');
    }
    return { root: element, isStyled: this.#isStyled };
  }

  step(): void {
    const text = this.#take('text');
    if (text !== undefined) return this.#addText(text);
    const section = this.#take('section');
    if (section !== undefined) return this.#addSection(section);
    if (this.#take('comment') !== undefined) return this.#endComment();
    const opened = this.#take('open');
    if (opened !== undefined) return this.#openElement(opened);
    const closed = this.#take('close');
    if (closed !== undefined) return this.#closeElement(closed.slice(2, -1).trimEnd());
    return this.#prolog();
  }

  #prolog(): void {
    const at = this.#at;
    const instruction = this.#take('instruction');
    if (instruction !== undefined) {
      if (declaration.test(instruction)) checkDeclaration(instruction, at);
      if (styleSheet.test(instruction)) this.#isStyled = true;
      return;
    }
    if (this.#take('documentType') === undefined) throw this.#unreadable();
    if (this.#root !== undefined || this.#hasDocumentType) {
      throw notWellFormed('its document type is not where it may be');
    }
    this.#hasDocumentType = true;
  }

  #unreadable(): MarkupProblem {
    if (this.#svg.startsWith('<!DOCTYPE', this.#at)) {
      return new MarkupProblem('declares entities: save it without');
    }
    return notWellFormed(`at "${this.#svg.slice(this.#at, this.#at + 20)}"`);
  }

  #take(name: keyof typeof tokens): string | undefined {
    const token = tokens[name];
    token.lastIndex = this.#at;
    if (!token.test(this.#svg)) return undefined;
    const taken = this.#svg.slice(this.#at, token.lastIndex);
    checkCharacters(taken);
    this.#at = token.lastIndex;
    return taken;
  }

  #addText(text: string): void {
    const parent = this.#open.at(-1)?.element;
    if (parent === undefined) {
      if (text.trim() !== '') throw notWellFormed('it has text outside of its root element');
      return;
    }
    if (text.includes(']]>')) throw notWellFormed('"]]>" is in a text');
    parent.text += withoutReferences(text);
  }

  #addSection(section: string): void {
    const parent = this.#open.at(-1)?.element;
    if (parent === undefined) throw notWellFormed('it has text outside of its root element');
    parent.text += section.slice('<![CDATA['.length, -']]>'.length);
  }

  #endComment(): void {
    if (!this.#svg.startsWith('>', this.#at)) throw notWellFormed('"--" is in a comment');
    this.#at += 1;
  }

  #openElement(text: string): void {
    this.#elements += 1;
    if (this.#elements > maxElements) {
      throw new MarkupProblem(`has more than ${maxElements} elements`);
    }
    const parent = this.#open.at(-1);
    const tag = readTag(text, parent?.prefixes ?? noPrefixes);
    const element = elementOf(tag);
    if (parent !== undefined) parent.element.children.push(element);
    else if (this.#root === undefined) this.#root = { element, tag };
    else throw notWellFormed('it has two root elements');
    if (tag.isEmpty) return;
    this.#open.push({ ...tag, element });
    if (this.#open.length > maxDepth) throw new MarkupProblem('is nested too deeply');
  }

  #closeElement(written: string): void {
    if (this.#open.pop()?.written !== written) {
      throw notWellFormed(`</${written}> ends no element`);
    }
  }
}

/** Browsers know version 1.0 alone. */
function checkDeclaration(text: string, at: number): void {
  if (at > 0) throw notWellFormed('its XML declaration is not its very beginning');
  if (!wholeDeclaration.test(text))
    throw notWellFormed('its XML declaration is none of version 1.0');
}

function elementOf({ written, attributes }: Tag): SvgElement {
  return {
    name: localName(written).toLowerCase(),
    attributes: new Map(Array.from(attributes, ([name, value]) => [name.toLowerCase(), value])),
    children: [],
    text: '',
  };
}

function localName(written: string): string {
  return written.slice(written.indexOf(':') + 1);
}

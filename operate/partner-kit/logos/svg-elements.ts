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

// Each begins where the one before it has ended: nothing is looked at twice.
const tokens = {
  comment: /<!--[^]*?-->/y,
  section: /<!\[CDATA\[([^]*?)\]\]>/y,
  instruction: /<\?([\w:.-]+)[^]*?\?>/y,
  documentType: /<!DOCTYPE[^[>]*>/y,
  open: /<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y,
  close: /<\/([\w:.-]+)\s*>/y,
  text: /[^<]+/y,
} as const;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Reads the elements of an SVG. It knows no entities of a document type, by which a small file can be huge.
 * Whether the rest is well-formed shows when it is drawn.
 */
export function readSvgElements(svg: string): SvgMarkup {
  const reader = new SvgReader(svg);
  try {
    while (!reader.isAtEnd) reader.step();
    return reader.end();
  } catch (error) {
    if (error instanceof MarkupProblem) return { problem: error.message };
    throw error;
  }
}

class MarkupProblem extends Error {}

class SvgReader {
  readonly #svg: string;
  #at = 0;
  #root: SvgElement | undefined;
  #elements = 0;
  #isStyled = false;
  /** Open elements and their names as written. */
  readonly #open: { readonly element: SvgElement; readonly written: string }[] = [];

  constructor(svg: string) {
    this.#svg = svg;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#svg.length;
  }

  end(): SvgMarkup {
    if (this.#root === undefined || this.#open.length > 0) return { problem: notWellFormed };
    if (this.#root.name !== 'svg') return { problem: 'is no SVG: its root element is not svg' };
    return { root: this.#root, isStyled: this.#isStyled };
  }

  step(): void {
    const text = this.#take('text');
    if (text !== undefined) return this.#addText(decode(text[0]));
    const section = this.#take('section');
    if (section !== undefined) return this.#addText(section[1] ?? '');
    if (this.#take('comment') !== undefined) return undefined;
    const opened = this.#take('open');
    if (opened !== undefined) return this.#openElement(opened);
    const closed = this.#take('close');
    if (closed !== undefined) return this.#closeElement(closed[1] ?? '');
    return this.#prolog();
  }

  #prolog(): void {
    const instruction = this.#take('instruction');
    if (instruction !== undefined) {
      if (instruction[1] === 'xml-stylesheet') this.#isStyled = true;
      return;
    }
    if (this.#take('documentType') !== undefined) return;
    const hasEntities = this.#svg.startsWith('<!DOCTYPE', this.#at);
    throw new MarkupProblem(hasEntities ? 'declares entities: save it without' : notWellFormed);
  }

  #take(name: keyof typeof tokens): RegExpExecArray | undefined {
    const token = tokens[name];
    token.lastIndex = this.#at;
    const found = token.exec(this.#svg);
    if (found === null) return undefined;
    this.#at = token.lastIndex;
    return found;
  }

  #addText(text: string): void {
    const parent = this.#open.at(-1)?.element;
    if (parent !== undefined) parent.text += text;
    else if (text.replace('\uFEFF', '').trim() !== '') throw new MarkupProblem(notWellFormed);
  }

  #openElement([, written = '', attributes = '', slash = '']: RegExpExecArray): void {
    this.#elements += 1;
    if (this.#elements > maxElements) throw new MarkupProblem(tooMany);
    const element = {
      name: localName(written),
      attributes: readAttributes(attributes),
      children: [],
      text: '',
    };
    const parent = this.#open.at(-1)?.element;
    if (parent !== undefined) parent.children.push(element);
    else if (this.#root === undefined) this.#root = element;
    else throw new MarkupProblem(notWellFormed);
    if (slash === '/') return;
    this.#open.push({ element, written });
    if (this.#open.length > maxDepth) throw new MarkupProblem('is nested too deeply');
  }

  #closeElement(written: string): void {
    if (this.#open.pop()?.written !== written) throw new MarkupProblem(notWellFormed);
  }
}

const notWellFormed = 'is not well-formed XML';
const tooMany = `has more than ${maxElements} elements`;

function localName(written: string): string {
  return written.slice(written.indexOf(':') + 1).toLowerCase();
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(text.matchAll(attribute), ([, name = '', double, single]) => [
      name.toLowerCase(),
      decode(double ?? single ?? ''),
    ]),
  );
}

const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/** A text without character references. */
function decode(text: string): string {
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}

import { shortTemplate } from './short-template.ts';

const htmlOpening = 'html`';

/** A piece of a script that ends before a position. */
interface Piece {
  readonly text: string;
  readonly end: number;
}

/**
 * A script with its htm templates as short as `shortTemplate` makes them. The script has no comments. It fails for
 * expressions of templates in which regular expressions have quotes or braces that do not match.
 */
export function shortenTemplates(script: string, shorten: Shorten = shortTemplate): string {
  const at = script.indexOf(htmlOpening);
  if (at === -1) return script;
  const start = at + htmlOpening.length;
  const { text, end } = templateAt(script, start, shorten);
  return script.slice(0, start) + text + shortenTemplates(script.slice(end), shorten);
}

/** What becomes of the texts between the expressions of a template. */
type Shorten = (parts: readonly string[]) => readonly string[];

const asItIs: Shorten = (parts) => parts;

const nextInTemplate = /(?:[^\\`$]|\\[^]|\$(?!\{))*(`|\$\{)/y;

/** The template whose text begins at a position, and its closing quote. */
function templateAt(script: string, start: number, shorten: Shorten): Piece {
  const parts: string[] = [];
  const expressions: string[] = [];
  for (let at = start; ;) {
    const { text, end } = match(nextInTemplate, script, at);
    const isLast = text.endsWith('`');
    parts.push(text.slice(0, isLast ? -1 : -2));
    if (isLast) return { text: `${join(shorten(parts), expressions)}\``, end };
    const expression = expressionAt(script, end, shorten);
    expressions.push(expression.text);
    at = expression.end;
  }
}

const join = (parts: readonly string[], expressions: readonly string[]) =>
  String.raw({ raw: parts }, ...expressions.map((expression) => `\${${expression}`));

const nextInExpression = /html`|[`{}]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^]/y;

/** The expression that begins at a position, and its closing brace. */
function expressionAt(script: string, start: number, shorten: Shorten): Piece {
  let expression = '';
  let depth = 1;
  let at = start;
  while (depth > 0) {
    const { text, end } = match(nextInExpression, script, at);
    expression += text;
    at = end;
    if (text === '{') depth += 1;
    if (text === '}') depth -= 1;
    if (!text.endsWith('`') || text.length > htmlOpening.length) continue;
    const template = templateAt(script, end, text === htmlOpening ? shorten : asItIs);
    expression += template.text;
    at = template.end;
  }
  return { text: expression, end: at };
}

function match(pattern: RegExp, script: string, at: number): Piece {
  pattern.lastIndex = at;
  const [text] = pattern.exec(script) ?? [];
  if (text === undefined) throw new Error(`a template does not end: ${script.slice(at, at + 60)}`);
  return { text, end: at + text.length };
}

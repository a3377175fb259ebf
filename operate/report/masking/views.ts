import { decodedView, plainView, type View } from './view.ts';

/** A way to write the characters of a text that leaves most of them as they are. */
interface Escaping {
  readonly pattern: RegExp;
  readonly decode: (escaped: string) => string;
}

const escapings: readonly Escaping[] = [
  { pattern: /(?:\\(?:u[\da-fA-F]{4}|["\\/bfnrt]))+/g, decode: fromJsonEscapes },
  { pattern: /(?:%[\da-f]{2})+/gi, decode: fromPercent },
  // As a form writes a space.
  { pattern: /\+|(?:%[\da-f]{2})+/gi, decode: (text) => (text === '+' ? ' ' : fromPercent(text)) },
];

/** How often an escaped text is escaped once more, at most: JSON in JSON in a URL is three. */
const maxDepth = 3;

/** A text as it stands, and as it reads when what is escaped in it is decoded, also twice and three times. */
export function viewsOf(text: string): readonly View[] {
  const views: View[] = [plainView(text)];
  const seen = new Set([text]);
  let latest = views;
  for (let depth = 0; depth < maxDepth; depth += 1) {
    latest = latest.flatMap(decodedOnce).filter((view) => {
      const isNew = !seen.has(view.text);
      seen.add(view.text);
      return isNew;
    });
    views.push(...latest);
  }
  return views;
}

function decodedOnce(view: View): readonly View[] {
  return escapings
    .map(({ pattern, decode }) => decodedView(view, pattern, decode))
    .filter((decoded) => decoded !== undefined);
}

function fromJsonEscapes(escapes: string): string {
  return String(JSON.parse(`"${escapes}"`));
}

function fromPercent(escapes: string): string {
  return Buffer.from(escapes.replaceAll('%', ''), 'hex').toString();
}

import { exactJsonIn } from './exact-json.ts';

/** A part of a template: its own text, or a placeholder for a value. */
type Part = string | { readonly name: string; readonly isInString: boolean };

/** A parsed template. A JSON one becomes JSON; a text is one or several lines, each in quotes. */
export type InputTemplate = { readonly kind: 'json' | 'text'; readonly parts: readonly Part[] };

/** Parses a template by its first character, as EventBridge does. */
export function parseTemplate(template: string): InputTemplate {
  return { kind: template.trimStart().startsWith('"') ? 'text' : 'json', parts: partsOf(template) };
}

/** The names of a template's placeholders. */
export function placeholdersOf({ parts }: InputTemplate): string[] {
  return parts.flatMap((part) => (typeof part === 'string' ? [] : part.name));
}

/** A value that a template's author would never write. */
const MARK = '\uE000';

/** Whether a template is JSON, or lines in quotes, whatever its values are; no placeholder may be an object's key. */
export function isValidTemplate(template: InputTemplate): boolean {
  const filled = joined(template, ({ isInString }) => (isInString ? MARK : '0'));
  if (template.kind === 'text') {
    const lines = filled.split('\n').filter((line) => line.trim() !== '');
    return lines.every((line) => typeof exactJsonIn(line)?.value === 'string');
  }
  const json = exactJsonIn(filled);
  return json !== undefined && !hasMarkedKey(json.value);
}

/**
 * Fills in a template. A value inside quotes is inserted as it is, without escaping, as EventBridge does; one that is
 * missing leaves its place empty. Returns undefined when the result of a JSON template is not JSON.
 */
export function fillTemplate(
  template: InputTemplate,
  valueOf: (name: string) => unknown,
): string | undefined {
  if (template.kind === 'text') return joined(template, ({ name }) => plainText(valueOf(name)));
  const filled = joined(template, ({ name, isInString }) => {
    const value = valueOf(name);
    if (value === undefined) return isInString ? '' : '""';
    return isInString && typeof value === 'string' ? value : JSON.stringify(value);
  });
  const json = exactJsonIn(filled);
  return json === undefined ? undefined : JSON.stringify(json.value);
}

function joined({ parts }: InputTemplate, textOf: (part: Exclude<Part, string>) => string): string {
  return parts.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
}

/** A value in a text: JSON without its quotes. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : JSON.stringify(value).replaceAll('"', '');
}

function partsOf(template: string): Part[] {
  const parts: Part[] = [];
  let isInString = false;
  let end = 0;
  for (const match of template.matchAll(/\\.|"|<(?<name>[^<>]*)>/gsu)) {
    const name = match.groups?.['name'];
    if (match[0] === '"') isInString = !isInString;
    if (name === undefined) continue;
    parts.push(template.slice(end, match.index), { name, isInString });
    end = match.index + match[0].length;
  }
  return [...parts, template.slice(end)];
}

function hasMarkedKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return false;
  return Object.entries(value).some(([key, member]) => key.includes(MARK) || hasMarkedKey(member));
}

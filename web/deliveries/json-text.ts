/** A value of a JSON text, its tokens as they are written: no number or string is converted. */
export type JsonNode =
  | { readonly kind: 'plain'; readonly text: string }
  | {
      readonly kind: 'object' | 'list';
      readonly entries: readonly JsonEntry[];
    };

/** A member of an object, or an element of a list, which has no name. */
export interface JsonEntry {
  /** With its quotes and escapes. */
  readonly name?: string;
  readonly value: JsonNode;
}

interface OpenNode {
  readonly kind: 'object' | 'list';
  readonly entries: JsonEntry[];
  /** The name of the member whose value comes next. */
  name?: string;
}

const tokens = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/gs;

/** Reads a JSON text; undefined if it is none. Nesting of any depth is fine. */
export function readJson(text: string): JsonNode | undefined {
  if (!isJson(text)) return undefined;
  const open: OpenNode[] = [{ kind: 'list', entries: [] }];
  for (const [token] of text.matchAll(tokens)) readToken(token, open);
  return open[0]?.entries[0]?.value;
}

/** By the browser's own reader: what comes after may rely on the grammar. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function readToken(token: string, open: OpenNode[]): void {
  const parent = open.at(-1);
  if (parent === undefined) return;
  switch (token) {
    case ',':
    case ':':
      return;
    case '}':
    case ']':
      open.pop();
      return;
    case '{':
      open.push(addTo(parent, { kind: 'object', entries: [] }));
      return;
    case '[':
      open.push(addTo(parent, { kind: 'list', entries: [] }));
      return;
    default:
      if (parent.kind === 'object' && parent.name === undefined) parent.name = token;
      else addTo(parent, { kind: 'plain', text: token });
  }
}

function addTo<T extends JsonNode>(parent: OpenNode, value: T): T {
  parent.entries.push(parent.name === undefined ? { value } : { name: parent.name, value });
  delete parent.name;
  return value;
}

import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

const strictly = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/** What is wrong with the text of a JSON file, and where; undefined if nothing is. */
export function jsonFault(text: string): string | undefined {
  if (text.startsWith('\uFEFF')) return 'begins with a byte order mark: save it as UTF-8 without';
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, strictly);
  const [error] = errors;
  if (error !== undefined) {
    const words = printParseErrorCode(error.error).replaceAll(/\B[A-Z]/g, ' $&');
    return `${placeOf(text, error.offset)}: is not JSON (${words.toLowerCase()})`;
  }
  const repeated = root === undefined ? undefined : repeatedName(root);
  if (repeated === undefined) return undefined;
  return `${placeOf(text, repeated.offset)}: ${JSON.stringify(repeated.value)} is there twice`;
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** The first name that an object has already: parsers keep its last value, and drop the others. */
function repeatedName(root: Node): Node | undefined {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { type, children = [] } = node;
    open.push(...children.toReversed());
    const names =
      type === 'object' ? children.flatMap(({ children: [name] = [] }) => name ?? []) : [];
    const seen = new Set<unknown>();
    const again = names.find((name) => seen.size === seen.add(name.value).size);
    if (again !== undefined) return again;
  }
  return undefined;
}

import { createHash } from 'node:crypto';
import { validationError } from './aws-error.ts';

type Paging = { Limit?: number | undefined; NextToken?: string | undefined };

const MAX_PAGE = 100;

/** How a list is paged: its name, of the operation that lists it, and the unique key of its items. */
type List<Item> = { readonly list: string; readonly keyOf: (item: Item) => string };

/**
 * One page of items in the order of their keys. The token holds the last key of the previous page, so a page stays
 * correct when items are added or removed between two calls. It is for this list alone: for the operation, and for the
 * other members of the request.
 */
export function page<Item>(
  all: Iterable<Item>,
  { list, keyOf }: List<Item>,
  input: Paging,
): { items: Item[]; NextToken?: string } {
  const { Limit = MAX_PAGE, NextToken, ...others } = input;
  const mark = markOf(list, others);
  const after = NextToken === undefined ? undefined : lastKeyOf(NextToken, mark);
  const sorted = sortedBy(all, keyOf);
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, Limit);
  const last = items.at(-1);
  if (last === undefined || rest.length <= Limit) return { items };
  return { items, NextToken: tokenOf(mark, keyOf(last)) };
}

/** The key of most lists. */
export const nameOf = ({ name }: { name: string }) => name;

function sortedBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Item[] {
  return [...items].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const MARK_LENGTH = 16;

/** What distinguishes the tokens of one list from those of another. */
function markOf(list: string, request: object): string {
  const hash = createHash('sha256').update(`${list} ${JSON.stringify(request)}`);
  return hash.digest('base64url').slice(0, MARK_LENGTH);
}

function tokenOf(mark: string, key: string): string {
  return Buffer.from(mark + key).toString('base64url');
}

function lastKeyOf(token: string, mark: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  const key = text.slice(MARK_LENGTH);
  if (!text.startsWith(mark) || tokenOf(mark, key) !== token) {
    throw validationError(
      'Parameter NextToken is not valid. Reason: The token was not issued for this list.',
    );
  }
  return key;
}

import { validationError } from './aws-error.ts';

type Paging = { Limit?: number | undefined; NextToken?: string | undefined };

const MAX_PAGE = 100;

/**
 * One page of items in the order of a unique key. The token holds the last key of the previous page, so a page
 * stays correct when items are added or removed between two calls.
 */
export function page<Item>(
  all: Iterable<Item>,
  keyOf: (item: Item) => string,
  { Limit = MAX_PAGE, NextToken }: Paging,
): { items: Item[]; NextToken?: string } {
  const after = NextToken === undefined ? undefined : lastKeyOf(NextToken);
  const sorted = sortedBy(all, keyOf);
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, Limit);
  const last = items.at(-1);
  if (last === undefined || rest.length <= Limit) return { items };
  return { items, NextToken: tokenOf(keyOf(last)) };
}

/** The key of most lists. */
export const nameOf = ({ name }: { name: string }) => name;

function sortedBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Item[] {
  return [...items].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const TOKEN_MARK = 'after:';

function tokenOf(key: string): string {
  return Buffer.from(TOKEN_MARK + key).toString('base64url');
}

function lastKeyOf(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith(TOKEN_MARK) || tokenOf(text.slice(TOKEN_MARK.length)) !== token) {
    throw validationError(
      'Parameter NextToken is not valid. Reason: The token was not issued here.',
    );
  }
  return text.slice(TOKEN_MARK.length);
}

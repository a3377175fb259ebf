/** What the list can be sorted by. */
export const sortColumns = ['generator', 'account', 'region', 'state', 'lastEvent'] as const;

/** A column to sort by. */
export type SortColumn = (typeof sortColumns)[number];

/** The states to filter by; a source can be paused or failing, whatever else it is. */
export const stateChoices = ['active', 'pending', 'paused', 'failing', 'deleted'] as const;

/** A state to filter by. */
export type StateChoice = (typeof stateChoices)[number];

/** Which sources the list shows, and how; the address has it. */
export interface SourceQuery {
  /** Only the sources of this generator are loaded; all when empty. */
  readonly generator: string;
  /** What some text of a source contains; empty for any. */
  readonly find: string;
  /** Empty for any. */
  readonly state: StateChoice | '';
  /** Empty for any. */
  readonly region: string;
  readonly sort: SortColumn;
  readonly isDescending: boolean;
  /** From 1 on. */
  readonly page: number;
}

/** All sources as the API orders them: by Region, then by name. */
export const everySource: SourceQuery = {
  generator: '',
  find: '',
  state: '',
  region: '',
  sort: 'region',
  isDescending: false,
  page: 1,
};

/** The parameters of an address; empty where they are as usual. */
export function sourceQueryFields(query: SourceQuery): Readonly<Record<string, string>> {
  const { generator, find, state, region, page } = query;
  const sort = sortText(query);
  return {
    generator,
    find,
    state,
    region,
    sort: sort === sortText(everySource) ? '' : sort,
    page: page === 1 ? '' : String(page),
  };
}

/** What an address asks for; as usual where it says nothing that is known. */
export function sourceQueryOf(parameters: URLSearchParams): SourceQuery {
  const field = (name: string) => parameters.get(name) ?? '';
  const page = field('page');
  return {
    generator: field('generator'),
    find: field('find'),
    state: stateChoices.find((one) => one === field('state')) ?? '',
    region: field('region'),
    ...sortOf(field('sort')),
    page: /^[1-9]\d{0,6}$/.test(page) ? Number(page) : 1,
  };
}

/** An order in one word: `account`, or `-account` the other way round. */
export function sortText({ sort, isDescending }: Pick<SourceQuery, 'sort' | 'isDescending'>) {
  return `${isDescending ? '-' : ''}${sort}`;
}

/** The order that a word names; the usual one if it names none. */
export function sortOf(text: string): Pick<SourceQuery, 'sort' | 'isDescending'> {
  const isDescending = text.startsWith('-');
  const sort = sortColumns.find((one) => one === text.slice(Number(isDescending)));
  return sort === undefined ? sortOf(everySource.sort) : { sort, isDescending };
}

/** The query after a click on a column: sorted by it, or the other way round if it is. */
export function sortedBy(query: SourceQuery, sort: SortColumn): SourceQuery {
  // Who sorts by the last event wants the latest first.
  const isDescending = query.sort === sort ? !query.isDescending : sort === 'lastEvent';
  return { ...query, sort, isDescending, page: 1 };
}

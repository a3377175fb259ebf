import type { Mapping } from './mapping.ts';

/** What a tenant chooses for a source and may change later. What is absent stays; null removes it. */
export interface Choices {
  /** The detail types wanted; all of them when null. */
  readonly detailTypes?: readonly string[] | null | undefined;
  /** None when null. */
  readonly displayName?: string | null | undefined;
}

/** The choices that a mapping has; what was not chosen is absent. */
export type Chosen = Pick<Mapping, 'detailTypes' | 'displayName'>;

/** What is chosen after these choices, by who had chosen so much before. */
export function chosen(former: Chosen, choices: Choices): Chosen {
  const { detailTypes = former.detailTypes, displayName = former.displayName } = choices;
  return {
    ...(detailTypes && { detailTypes }),
    ...(displayName && { displayName }),
  };
}

/** A mapping after these choices. */
export function withChoices(mapping: Mapping, choices: Choices): Mapping {
  const { detailTypes: _, displayName: __, ...others } = mapping;
  return { ...others, ...chosen(mapping, choices) };
}

/** The first choice in which a registration differs from what is chosen; undefined if there is none. */
export function differingChoice(
  former: Chosen,
  { detailTypes, displayName }: Choices,
): keyof Choices | undefined {
  if (detailTypes !== undefined && !isSameSet(detailTypes, former.detailTypes ?? null)) {
    return 'detailTypes';
  }
  const isOther = displayName !== undefined && displayName !== (former.displayName ?? null);
  return isOther ? 'displayName' : undefined;
}

function isSameSet(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (one === null || other === null) return one === other;
  return new Set(one).symmetricDifference(new Set(other)).size === 0;
}

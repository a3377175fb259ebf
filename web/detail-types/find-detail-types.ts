import type { ListedDetailType } from '../../lambdas/contract/catalog-view.ts';

/** A detail type that the page offers, in the catalogue or not. */
export type OfferedDetailType = Omit<ListedDetailType, 'href'>;

/** The detail types whose name or description contains every word of the search text. */
export function findDetailTypes(
  catalogue: readonly OfferedDetailType[],
  typed: string,
): readonly OfferedDetailType[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return catalogue.filter(({ detailType, description }) => {
    const text = `${detailType} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The catalogue, preceded by selected types that are no longer in it. */
export function withChosen(
  catalogue: readonly OfferedDetailType[],
  chosen: readonly string[],
): readonly OfferedDetailType[] {
  const known = new Set(catalogue.map(({ detailType }) => detailType));
  const unknown = chosen.filter((detailType) => !known.has(detailType));
  const description = 'No longer in the catalogue.';
  return [...unknown.map((detailType) => ({ detailType, description })), ...catalogue];
}

import type { OfferedDetailType } from './find-detail-types.ts';

/** Detail types that begin alike. */
export interface DetailTypeGroup {
  readonly name: string;
  readonly detailTypes: readonly OfferedDetailType[];
}

/** So many detail types are all shown at first; of more, only the groups. */
export const fewDetailTypes = 12;

/** The name of the group of those that begin like no other. */
export const others = 'Others';

/**
 * Groups detail types by what is before their first separator, in the order in which they come. Those
 * that are alone come together at the end: a group of one would be a click more, and say nothing.
 */
export function groupDetailTypes(
  detailTypes: readonly OfferedDetailType[],
): readonly DetailTypeGroup[] {
  const groups = Map.groupBy(detailTypes, ({ detailType }) => prefixOf(detailType));
  const alone: OfferedDetailType[] = [];
  const named: DetailTypeGroup[] = [];
  for (const [name, members] of groups) {
    if (members.length > 1) named.push({ name, detailTypes: members });
    else alone.push(...members);
  }
  return alone.length === 0 ? named : [...named, { name: others, detailTypes: alone }];
}

/** The groups with what was found of them; a search regroups nothing. */
export function foundGroups(
  all: readonly OfferedDetailType[],
  found: readonly OfferedDetailType[],
): readonly DetailTypeGroup[] {
  const isFound = new Set(found);
  return groupDetailTypes(all)
    .map(({ name, detailTypes }) => ({
      name,
      detailTypes: detailTypes.filter((one) => isFound.has(one)),
    }))
    .filter(({ detailTypes }) => detailTypes.length > 0);
}

/** `issues` of `issues.opened`; of a name without a point, what is before a colon or a slash. */
function prefixOf(detailType: string): string {
  const separator = detailType.includes('.') ? '.' : /[:/]/;
  const [prefix = ''] = detailType.split(separator);
  return prefix === '' ? detailType : prefix;
}

/** The detail types chosen after a click on a group: all of it, or none if it was chosen whole. */
export function withGroup(
  chosen: readonly string[],
  { detailTypes }: DetailTypeGroup,
): readonly string[] {
  const members = detailTypes.map(({ detailType }) => detailType);
  const missing = members.filter((detailType) => !chosen.includes(detailType));
  return missing.length > 0
    ? [...chosen, ...missing]
    : chosen.filter((detailType) => !members.includes(detailType));
}

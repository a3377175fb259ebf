/** Detail types that belong together by their names, in order. */
export interface TypeGroup<T> {
  readonly name: string;
  readonly types: readonly T[];
}

/** Groups detail types by what comes before the first dot, colon, slash or space: `issues` of `issues.opened`. */
export function groupTypes<T extends { readonly detailType: string }>(
  types: readonly T[],
): readonly TypeGroup<T>[] {
  const groups = Map.groupBy(types, ({ detailType }) => groupOf(detailType));
  return Array.from(groups, ([name, own]) => ({ name, types: own }));
}

function groupOf(detailType: string): string {
  const [first = ''] = detailType.split(/[.:/\s]/);
  return first === '' ? detailType : first;
}

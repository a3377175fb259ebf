import { isDeepStrictEqual } from 'node:util';
import { narrower, wider, type CompareParts, type Versions, type SchemaChange } from './change.ts';

/** Changes of what a schema combines of others: `allOf`, and alternatives in `anyOf` and `oneOf`. */
export function compareCombinations(
  versions: Versions,
  compare: CompareParts,
): readonly SchemaChange[] {
  return ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => compareList(keyword, versions, compare));
}

function compareList(keyword: string, versions: Versions, compare: CompareParts) {
  const { path } = versions;
  const was = listOf(versions.before[keyword]);
  const is = listOf(versions.after[keyword]);
  const left: unknown[] = [];
  const come = [...is];
  const pairs: (readonly [unknown, unknown])[] = [];
  for (const part of was) {
    const at = come.findIndex((other) => isDeepStrictEqual(part, other));
    if (at === -1) left.push(part);
    // What a reference in it leads to may have changed.
    else pairs.push([part, come.splice(at, 1)[0]]);
  }
  // In pairs, the others have changed; otherwise some have come or gone.
  const isPaired = left.length === come.length;
  if (isPaired) pairs.push(...left.map((part, at) => [part, come[at]] as const));
  const inside = pairs.flatMap(([part, other]) => compare(path, part, other));
  return isPaired ? inside : [...inside, countChange(keyword, path, { was, is, left, come })];
}

interface Lists {
  readonly was: readonly unknown[];
  readonly is: readonly unknown[];
  readonly left: readonly unknown[];
  readonly come: readonly unknown[];
}

function countChange(keyword: string, path: string, { was, is, left, come }: Lists): SchemaChange {
  const what = `${keyword} had ${was.length} schemas and has ${is.length}`;
  // The first alternatives restrict a schema that had none; without the last ones anything is valid.
  const isNarrower =
    keyword === 'allOf' ? come.length > 0 : was.length === 0 || (left.length > 0 && is.length > 0);
  return { severity: 'breaking', path, what, why: isNarrower ? narrower : wider };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

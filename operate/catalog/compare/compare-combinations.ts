import { narrower, wider, type CompareParts, type Versions, type SchemaChange } from './change.ts';
import type { AreSame } from './same-schema.ts';

/** Changes of what a schema combines of others: `allOf`, and alternatives in `anyOf` and `oneOf`. */
export function compareCombinations(
  versions: Versions,
  compare: CompareParts,
  areSame: AreSame,
): readonly SchemaChange[] {
  return ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
    const was = listOf(versions.before[keyword]);
    const is = listOf(versions.after[keyword]);
    const come = [...is];
    const left = was.filter((part) => {
      const at = come.findIndex((other) => areSame(part, other));
      if (at !== -1) come.splice(at, 1);
      return at === -1;
    });
    // In pairs, they have changed; otherwise some have come or gone.
    return left.length === come.length
      ? left.flatMap((part, at) => compare('', part, come[at]))
      : [countChange(keyword, { was, is, left, come })];
  });
}

interface Lists {
  readonly was: readonly unknown[];
  readonly is: readonly unknown[];
  readonly left: readonly unknown[];
  readonly come: readonly unknown[];
}

function countChange(keyword: string, { was, is, left, come }: Lists): SchemaChange {
  const what = `${keyword} had ${was.length} schema${was.length === 1 ? '' : 's'} and has ${is.length}`;
  // The first alternatives restrict a schema that had none; without the last ones anything is valid.
  const isNarrower =
    keyword === 'allOf' ? come.length > 0 : was.length === 0 || (left.length > 0 && is.length > 0);
  return { severity: 'breaking', path: '', what, why: isNarrower ? narrower : wider };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

import { isDeepStrictEqual } from 'node:util';
import type { SchemaObject } from '../../../lambdas/catalog-exports/schema/json-schema.ts';
import { alignAlternatives } from './align-alternatives.ts';
import type { CompareParts, SchemaChange, Versions } from './change.ts';
import { compareCombinations } from './compare-combinations.ts';
import { compareItems } from './compare-items.ts';
import { compareKeywords } from './compare-keywords.ts';
import { compareMembers } from './compare-members.ts';
import { compareValues } from './compare-values.ts';
import { lookedAtChanges, namesUnevaluated } from './looked-at.ts';
import type { PlainForm } from './plain-form.ts';
import { plainForms } from './plain-forms.ts';
import { sameSchemas } from './same-schema.ts';

/** What has changed between two JSON Schemas of a detail: nothing if they take the same values. */
export function compareSchemas(before: SchemaObject, after: SchemaObject): readonly SchemaChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const isAllLookedAt = namesUnevaluated(before) || namesUnevaluated(after);
  const formBefore = plainForms(before, isAllLookedAt);
  const formAfter = plainForms(after, isAllLookedAt);
  const areSame = sameSchemas(formBefore, formAfter);
  const compared = new Map<PlainForm, Map<PlainForm, readonly SchemaChange[]>>();
  const compare: CompareParts = (path, one, other) => {
    const [was, is] = [formBefore(one), formAfter(other)];
    if (was === undefined || is === undefined) return [unresolved(path)];
    const found = compared.get(was) ?? new Map<PlainForm, readonly SchemaChange[]>();
    compared.set(was, found);
    const earlier = found.get(is);
    if (earlier !== undefined) return at(path, earlier);
    // What refers to itself is compared once.
    found.set(is, []);
    const versions = { before: was, after: is };
    const changes = bounded([
      ...compareForms(versions),
      ...(isAllLookedAt ? lookedAtChanges(versions) : []),
    ]);
    found.set(is, changes);
    return at(path, changes);
  };
  const compareForms = (forms: Forms): readonly SchemaChange[] => {
    const pair = [forms.before, forms.after] as const;
    const [was, is] = isAllLookedAt ? pair : alignAlternatives(pair, { formBefore, formAfter });
    if (was === false || is === false) return falseChange(was, is);
    const versions: Versions = { before: was, after: is };
    return [
      ...compareValues(versions),
      ...compareMembers(versions, compare),
      ...compareItems(versions, compare),
      ...compareCombinations(versions, compare, areSame),
      ...compareKeywords(versions, compare, areSame),
    ];
  };
  return compare('', before, after);
}

interface Forms {
  readonly before: PlainForm;
  readonly after: PlainForm;
}

// A schema that is in many places, which are in many places, has a change in each.
const maxChanges = 1_000;

function bounded(changes: readonly SchemaChange[]): readonly SchemaChange[] {
  if (changes.length <= maxChanges) return changes;
  const what = `has over ${maxChanges} changes, and not all are shown`;
  const more = { severity: 'breaking', path: '', what, why: 'some of them may break' } as const;
  return [...changes.slice(0, maxChanges - 1), more];
}

/** The changes of a part, at its place. */
function at(path: string, changes: readonly SchemaChange[]): readonly SchemaChange[] {
  return changes.map((change) => ({ ...change, path: path + change.path }));
}

function falseChange(was: PlainForm, is: PlainForm): readonly SchemaChange[] {
  if (was === is) return [];
  const what = is === false ? 'can no longer be there' : 'can now be there';
  return [{ severity: 'breaking', path: '', what, why: 'the schema was false, or is now' }];
}

function unresolved(path: string): SchemaChange {
  const why = 'it cannot be compared: it is no schema, or its $ref leads out of the file';
  return { severity: 'risky', path, what: 'may have changed', why };
}

import { isJsonObject } from '../../../lambdas/domain/json.ts';
import { escapedName } from '../../../lambdas/catalog-exports/schema/json-schema.ts';
import { narrower, type CompareParts, type SchemaChange, type Versions } from './change.ts';

/** Changes of the schemas that `patternProperties` or `dependentSchemas` has for names. */
export function compareNamed(
  keyword: 'patternProperties' | 'dependentSchemas',
  versions: Versions,
  compare: CompareParts,
): readonly SchemaChange[] {
  const was = namedIn(versions.before[keyword]);
  const is = namedIn(versions.after[keyword]);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const isPattern = keyword === 'patternProperties';
    // A dependent schema is one of the whole object.
    const path = isPattern ? `/{${escapedName(name)}}` : '';
    if (was.has(name) && is.has(name)) return compare(path, was.get(name), is.get(name));
    if (isPattern && was.has(name)) {
      return [
        { severity: 'breaking', path, what: 'is gone', why: 'consumers may read such members' },
      ];
    }
    const what = `${keyword} of ${JSON.stringify(name)} ${is.has(name) ? 'has come' : 'is gone'}`;
    const why = is.has(name) ? narrower : 'consumers may get members in other combinations';
    return [{ severity: 'risky', path: '', what, why }];
  });
}

function namedIn(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(isJsonObject(value) ? value : {}));
}

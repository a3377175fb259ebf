import { isDeepStrictEqual } from 'node:util';
import { narrower, wider, type Versions, type SchemaChange } from './change.ts';

/** Changes of which values there may be: type, constant, choice and format. */
export function compareValues(versions: Versions): readonly SchemaChange[] {
  return [...compareTypes(versions), ...compareChoice(versions), ...compareFormat(versions)];
}

function compareTypes({ path, before, after }: Versions): readonly SchemaChange[] {
  const was = typesOf(before['type']);
  const is = typesOf(after['type']);
  if (was === undefined || is === undefined) {
    if (was === is) return [];
    const what = is === undefined ? 'has no type any more' : `has a type: ${is.join(', ')}`;
    const severity = is === undefined ? 'breaking' : 'risky';
    return [{ severity, path, what, why: is === undefined ? wider : narrower }];
  }
  const added = is.filter((type) => !covers(was, type));
  const removed = was.filter((type) => !covers(is, type));
  if (added.length === 0 && removed.length === 0) return [];
  const what = `type was ${was.join(', ')} and is ${is.join(', ')}`;
  return [{ severity: 'breaking', path, what, why: added.length > 0 ? wider : narrower }];
}

function typesOf(type: unknown): readonly string[] | undefined {
  return type === undefined ? undefined : [type].flat().map(String).toSorted();
}

function covers(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === 'integer' && types.includes('number'));
}

/** A constant is a choice of one. */
function compareChoice({ path, before, after }: Versions): readonly SchemaChange[] {
  const was = choiceOf(before);
  const is = choiceOf(after);
  if (was === undefined || is === undefined) {
    if (was === is) return [];
    const what = is === undefined ? 'may have any value now' : `may only be ${shown(is)} now`;
    const why = is === undefined ? wider : narrower;
    return [{ severity: 'breaking', path, what, why }];
  }
  const added = is.filter((value) => !includes(was, value));
  const removed = was.filter((value) => !includes(is, value));
  const gone = `the value ${shown(removed)} is gone`;
  const come = `the value ${shown(added)} is new`;
  return [
    ...(removed.length > 0
      ? [{ severity: 'breaking' as const, path, what: gone, why: 'rules on it no longer match' }]
      : []),
    ...(added.length > 0 ? [{ severity: 'risky' as const, path, what: come, why: wider }] : []),
  ];
}

function choiceOf(schema: Versions['before']): readonly unknown[] | undefined {
  const choice = Array.isArray(schema['enum']) ? schema['enum'] : undefined;
  if (!('const' in schema)) return choice;
  const only = schema['const'];
  return choice === undefined || includes(choice, only) ? [only] : [];
}

function includes(values: readonly unknown[], wanted: unknown): boolean {
  return values.some((value) => isDeepStrictEqual(value, wanted));
}

function shown(values: readonly unknown[]): string {
  return values
    .map((value) => JSON.stringify(value))
    .join(', ')
    .slice(0, 80);
}

function compareFormat({ path, before, after }: Versions): readonly SchemaChange[] {
  const { format: was } = before;
  const { format: is } = after;
  if (was === is) return [];
  const what = `format was ${JSON.stringify(was ?? 'none')} and is ${JSON.stringify(is ?? 'none')}`;
  return [{ severity: 'breaking', path, what, why: 'consumers that parse it may fail' }];
}

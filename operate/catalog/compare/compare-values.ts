import { narrower, wider, type Versions, type SchemaChange } from './change.ts';
import { covers, includes, typesIn } from './plain-values.ts';

/** Changes of which values there may be: type, choice and format. A constant is a choice of one. */
export function compareValues(versions: Versions): readonly SchemaChange[] {
  return [...compareTypes(versions), ...compareChoice(versions), ...compareFormat(versions)];
}

function compareTypes({ before, after }: Versions): readonly SchemaChange[] {
  const was = typesIn(before);
  const is = typesIn(after);
  if (was === undefined || is === undefined) {
    // Of a choice that comes or goes, the choice is told.
    return was === is || 'enum' in before || 'enum' in after ? [] : [typeChange(is)];
  }
  const added = is.filter((type) => !covers(was, type));
  const removed = was.filter((type) => !covers(is, type));
  if (added.length === 0 && removed.length === 0) return [];
  const what = `type was ${was.join(', ')} and is ${is.join(', ')}`;
  return [{ severity: 'breaking', path: '', what, why: added.length > 0 ? wider : narrower }];
}

function typeChange(is: readonly string[] | undefined): SchemaChange {
  return is === undefined
    ? { severity: 'breaking', path: '', what: 'has no type any more', why: wider }
    : { severity: 'risky', path: '', what: `has a type: ${is.join(', ')}`, why: narrower };
}

function compareChoice({ before, after }: Versions): readonly SchemaChange[] {
  const was = listOf(before['enum']);
  const is = listOf(after['enum']);
  if (was === undefined || is === undefined) {
    if (was === is) return [];
    const what = is === undefined ? 'may have any value now' : `may only be ${shown(is)} now`;
    const why = is === undefined ? wider : narrower;
    return [{ severity: 'breaking', path: '', what, why }];
  }
  const added = is.filter((value) => !includes(was, value));
  const removed = was.filter((value) => !includes(is, value));
  const gone = `the value ${shown(removed)} is gone`;
  const come = `the value ${shown(added)} is new`;
  return [
    ...(removed.length > 0
      ? [
          {
            severity: 'breaking' as const,
            path: '',
            what: gone,
            why: 'rules on it no longer match',
          },
        ]
      : []),
    ...(added.length > 0 ? [{ severity: 'risky' as const, path: '', what: come, why: wider }] : []),
  ];
}

function listOf(choice: unknown): readonly unknown[] | undefined {
  return Array.isArray(choice) ? choice : undefined;
}

function shown(values: readonly unknown[]): string {
  return values
    .map((value) => JSON.stringify(value))
    .join(', ')
    .slice(0, 80);
}

function compareFormat({ before, after }: Versions): readonly SchemaChange[] {
  const { format: was } = before;
  const { format: is } = after;
  if (was === is) return [];
  // Mostly it says what always was so.
  if (was === undefined) {
    const what = `has a format: ${JSON.stringify(is)}`;
    return [{ severity: 'risky', path: '', what, why: narrower }];
  }
  const what = `format was ${JSON.stringify(was)} and is ${JSON.stringify(is ?? 'none')}`;
  return [{ severity: 'breaking', path: '', what, why: 'consumers that parse it may fail' }];
}

import { isJsonObject } from '../../../lambdas/domain/json.ts';
import { narrower, wider, type CompareParts, type Versions, type SchemaChange } from './change.ts';

/** Changes of the members of an object. */
export function compareMembers(versions: Versions, compare: CompareParts): readonly SchemaChange[] {
  const { path, before, after } = versions;
  const was = membersOf(before);
  const is = membersOf(after);
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return [
    ...names.flatMap((name) => {
      const place = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      const one = was.get(name);
      const other = is.get(name);
      if (one === undefined) return [added(place, other?.isRequired === true, before)];
      if (other === undefined) return [removed(place)];
      return [...compareRequired(place, one, other), ...compareKnown(place, one, other, compare)];
    }),
    ...compareOthers(versions, compare),
  ];
}

interface Member {
  readonly isRequired: boolean;
  /** Undefined if it is only required. */
  readonly schema: unknown;
}

function membersOf({ properties, required }: Versions['before']): ReadonlyMap<string, Member> {
  const schemas = isJsonObject(properties) ? properties : {};
  const needed = new Set(Array.isArray(required) ? required.map(String) : []);
  return new Map(
    [...new Set([...Object.keys(schemas), ...needed])].map((name) => {
      const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
      return [name, { isRequired: needed.has(name), schema }];
    }),
  );
}

function added(path: string, isRequired: boolean, before: Versions['before']): SchemaChange {
  if (isRequired) {
    return {
      severity: 'breaking',
      path,
      what: 'is new and required',
      why: `${narrower}: make it optional`,
    };
  }
  const isClosed = ['additionalProperties', 'unevaluatedProperties'].some(
    (keyword) => before[keyword] !== undefined && before[keyword] !== true,
  );
  if (isClosed) {
    return { severity: 'breaking', path, what: 'is new', why: 'the schema allowed no such member' };
  }
  return { severity: 'compatible', path, what: 'is new and optional', why: 'consumers ignore it' };
}

function removed(path: string): SchemaChange {
  return {
    severity: 'breaking',
    path,
    what: 'is gone',
    why: 'consumers may read it, and rules match it',
  };
}

function compareRequired(path: string, one: Member, other: Member): readonly SchemaChange[] {
  if (one.isRequired === other.isRequired) return [];
  return other.isRequired
    ? [{ severity: 'breaking', path, what: 'is now required', why: narrower }]
    : [
        {
          severity: 'breaking',
          path,
          what: 'is no longer required',
          why: 'consumers read it unasked',
        },
      ];
}

function compareKnown(path: string, one: Member, other: Member, compare: CompareParts) {
  if (one.schema === undefined && other.schema === undefined) return [];
  return compare(path, one.schema, other.schema);
}

/** The members that have no name in the schema. */
function compareOthers({ path, before, after }: Versions, compare: CompareParts) {
  const { additionalProperties: was = true } = before;
  const { additionalProperties: is = true } = after;
  if (was === is) return [];
  if (isJsonObject(was) && isJsonObject(is)) return compare(`${path}/{other}`, was, is);
  const what = `additionalProperties was ${JSON.stringify(was)} and is ${JSON.stringify(is)}`;
  const why = is === true ? wider : narrower;
  return [{ severity: 'risky' as const, path, what: what.slice(0, 120), why }];
}

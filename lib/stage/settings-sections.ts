import * as v from 'valibot';
import { field, optionalSection, section } from '../../lambdas/settings/field.ts';
import type { Section, Setting, Table, ValueOf } from '../../lambdas/settings/setting.ts';
import type { StageKind } from '../../lambdas/settings/value-kinds.ts';

interface SettableRow extends Setting {
  readonly stageKey: string;
  readonly kind: StageKind<unknown>;
}

type SettableNames<S extends Section> = {
  [K in keyof S]: S[K] extends { readonly stageKey: string } ? K : never;
}[keyof S];

/** What a stage says of the settings: each section with its defaults filled in. */
type StageSections<T extends Table> = {
  readonly [S in keyof T as [SettableNames<T[S]>] extends [never] ? never : S]: v.GenericSchema<
    unknown,
    { readonly [K in SettableNames<T[S]>]: ValueOf<T[S][K]> }
  >;
};

/** The keys of a section that has no defaults to fill in: some must be given, the others may. */
type WithoutDefaults<S extends Section> = {
  readonly [K in SettableNames<S> as IsOptional<S[K]> extends true ? never : K]: ValueOf<S[K]>;
} & {
  readonly [K in SettableNames<S> as IsOptional<S[K]> extends true ? K : never]?:
    ValueOf<S[K]> | undefined;
};

type IsOptional<R extends Setting> = R extends
  { readonly reason: string } | { readonly otherwise: string }
  ? true
  : false;

/** The schema of each section that a stage may set, of a table of settings. */
export function stageSections<T extends Table>(table: T): StageSections<T>;
export function stageSections(table: Table): object {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, rows]) => {
      const settable = settableIn(rows);
      if (settable.length === 0) return [];
      const entries = settable.map(([key, row]) => [key, v.optional(fieldOf(row), row.default)]);
      return [[name, optionalSection(Object.fromEntries(entries))]];
    }),
  );
}

/** The schema of a section whose defaults are filled in where it is used. */
export function sectionWithoutDefaults<S extends Section>(
  rows: S,
): v.GenericSchema<unknown, WithoutDefaults<S>>;
export function sectionWithoutDefaults(rows: Section): v.GenericSchema<unknown, object> {
  const entries = settableIn(rows).map(([key, row]) => {
    const isOptional = row.reason !== undefined || row.otherwise !== undefined;
    return [key, isOptional ? v.optional(fieldOf(row)) : fieldOf(row)];
  });
  return section(Object.fromEntries(entries));
}

function settableIn(rows: Section): readonly (readonly [string, SettableRow])[] {
  return Object.entries(rows).flatMap(([name, row]) =>
    isSettable(row) ? [[name, row] as const] : [],
  );
}

function isSettable(row: Setting): row is SettableRow {
  return row.stageKey !== undefined && row.kind !== undefined && 'inStage' in row.kind;
}

function fieldOf({ kind }: SettableRow) {
  return field(kind.inStage, kind.expected);
}

import * as v from 'valibot';
import { parseEnvironment } from './environment.ts';
import type { FunctionName } from './function-name.ts';
import type { EnvironmentValues, Setting, SettingsOf, Table } from './setting.ts';

/**
 * What reads a function's environment variables: their values, by their names. It throws an Error that
 * names what is wrong.
 *
 * @param sections with all that the function uses
 */
export function environmentReader<T extends Table, F extends FunctionName>(
  sections: T,
  name: F,
): (environment: Readonly<Record<string, string | undefined>>) => EnvironmentValues<T, F>;
export function environmentReader(sections: Table, name: FunctionName): (from: object) => object {
  const entries = rowsOf(sections, name).flatMap(({ row: { variable, kind } }) =>
    variable === undefined || kind === undefined ? [] : [[variable, kind.inVariable] as const],
  );
  const schema = v.object(Object.fromEntries(entries));
  return (environment) => parseEnvironment(schema, { ...environment });
}

/** A function's settings, by section and name, from the values of its variables. */
export function settingsIn<T extends Table, F extends FunctionName>(
  sections: T,
  name: F,
  values: EnvironmentValues<T, F>,
): SettingsOf<T, F>;
export function settingsIn(sections: Table, name: FunctionName, values: object): object {
  const byName = new Map<string, unknown>(Object.entries(values));
  const valueOf = ({ variable, default: standard }: Setting) =>
    variable === undefined ? standard : byName.get(variable);
  return bySection(rowsOf(sections, name), valueOf);
}

/** A row of the table, and its position there. */
export interface PlacedRow {
  readonly section: string;
  readonly name: string;
  readonly row: Setting;
}

/** The rows of some sections, of one function alone if it is named. */
export function rowsOf(sections: Table, functionName?: FunctionName): readonly PlacedRow[] {
  return Object.entries(sections)
    .flatMap(([section, rows]) =>
      Object.entries(rows).map(([name, row]) => ({ section, name, row })),
    )
    .filter(({ row }) => functionName === undefined || row.functions.includes(functionName));
}

/** Values of rows, by section and name. */
export function bySection(
  rows: readonly PlacedRow[],
  valueOf: (row: Setting) => unknown,
): Record<string, Record<string, unknown>> {
  const sections = Map.groupBy(rows, ({ section }) => section);
  return Object.fromEntries(
    Array.from(sections, ([section, own]) => [
      section,
      Object.fromEntries(own.map(({ name, row }) => [name, valueOf(row)])),
    ]),
  );
}

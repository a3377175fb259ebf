import { bySection, rowsOf } from './read-settings.ts';
import type { Defaults, Overrides, Table } from './setting.ts';
import { table } from './table/table.ts';

/** Values of all settings that have a default. */
export type Settings = Defaults<typeof table>;

/** The settings where nothing sets them another way. */
export const standardSettings: Settings = defaultsOf(table);

/** The defaults of a table's rows. */
export function defaultsOf<T extends Table>(sections: T): Defaults<T>;
export function defaultsOf(sections: Table): object {
  const rows = rowsOf(sections).filter(({ row }) => row.reason !== undefined);
  return bySection(rows, (row) => row.default);
}

/** The settings with some that are set another way; what is undefined stays as it is. */
export function withOverrides(settings: Settings, overrides: Overrides<typeof table>): Settings;
export function withOverrides(
  settings: Readonly<Record<string, object>>,
  overrides: Readonly<Record<string, object | undefined>>,
): object {
  return Object.fromEntries(
    Object.entries(settings).map(([section, values]) => [
      section,
      { ...values, ...definedIn(overrides[section] ?? {}) },
    ]),
  );
}

function definedIn(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

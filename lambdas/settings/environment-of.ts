import type { FunctionName } from './function-name.ts';
import { rowsOf } from './read-settings.ts';
import type { Table, VariableOf, WrittenSettings } from './setting.ts';
import { table } from './table/table.ts';

/** The names of a function's environment variables. */
export type Variable<F extends FunctionName> = VariableOf<typeof table, F>;

/**
 * The environment variables that a function reads, as the stack and local mode give them to it.
 *
 * @param settings all that the variables are written from, and whatever else there is
 */
export function environmentOf<F extends FunctionName>(
  name: F,
  // oxlint-disable-next-line typescript/no-generated-empty-object-type -- empty for no function, which the rule cannot know of F
  settings: WrittenSettings<typeof table, F>,
): Record<Variable<F>, string>;
export function environmentOf(name: FunctionName, settings: SomeSettings): object {
  return writeEnvironment(table, name, settings);
}

type SomeSettings = Readonly<Record<string, object>>;

/** The same by a table of one's own. Throws an Error that names a setting without a value. */
export function writeEnvironment(
  sections: Table,
  functionName: FunctionName,
  settings: SomeSettings,
): Record<string, string> {
  const texts = rowsOf(sections, functionName).flatMap(({ section, name, row }) => {
    const { variable, kind } = row;
    if (variable === undefined || kind === undefined) return [];
    const values = new Map<string, unknown>(Object.entries(settings[section] ?? {}));
    if (!values.has(name)) throw new Error(`${section}.${name} has no value for ${variable}`);
    return [[variable, kind.write(values.get(name))] as const];
  });
  return Object.fromEntries(texts);
}

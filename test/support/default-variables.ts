import type { FunctionName } from '../../lambdas/settings/function-name.ts';
import { rowsOf } from '../../lambdas/settings/read-settings.ts';
import { table } from '../../lambdas/settings/table/table.ts';

/** The environment variables of a function that have a default, with its text. */
export function defaultVariables(name: FunctionName): Record<string, string> {
  return Object.fromEntries(
    rowsOf(table, name).flatMap(({ row: { variable, kind, reason, default: standard } }) =>
      variable === undefined || kind === undefined || reason === undefined
        ? []
        : [[variable, kind.write(standard)]],
    ),
  );
}

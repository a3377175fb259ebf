import type { TableCalls } from './table-calls.ts';

/** The calls to the tables of a Region by a client of the SDK, which is loaded with the first one. */
export function lateTableCalls(region: string): TableCalls {
  let opening: Promise<TableCalls> | undefined;
  const sdk = async () =>
    await (opening ??= import('./sdk-table-calls.ts').then((module) =>
      module.openTableCalls(region),
    ));
  return {
    query: async (input, options) => await (await sdk()).query(input, options),
    updateItem: async (input, options) => await (await sdk()).updateItem(input, options),
  };
}

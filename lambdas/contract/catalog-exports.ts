import * as v from 'valibot';

/** The folder beside the registration function's code that has the exports of the catalogue for customers. */
export const exportsFolder = 'catalog-exports';

/** The file in it that {@link exportListSchema} describes. */
export const exportListFile = 'list.json';

/** What follows an export's name in the folder: all are compressed. */
export const exportEnding = '.gz';

/** The text of the list: the exports, and a line for each thing that is in none of them. */
export const exportListSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    exports: v.array(v.object({ name: v.string(), title: v.string() })),
    problems: v.array(v.string()),
  }),
);

/** The list of the exports, read. */
export type ExportList = v.InferOutput<typeof exportListSchema>;

import * as v from 'valibot';

/** The answer of `GET /regions`. */
export const regionsSchema = v.object({
  regions: v.pipe(v.array(v.object({ region: v.string(), name: v.string() })), v.readonly()),
});

const listedDetailTypeSchema = v.object({
  detailType: v.string(),
  /** A sentence or two for people. */
  description: v.string(),
  /** Where its schema and samples are. */
  href: v.string(),
});

const catalogExportSchema = v.object({
  /** A file name. */
  name: v.string(),
  /** What it is, for people. */
  title: v.string(),
  /** Where the file is. */
  href: v.string(),
});

/** The answer of `GET /detail-types`. */
export const detailTypesSchema = v.object({
  detailTypes: v.pipe(v.array(listedDetailTypeSchema), v.readonly()),
  /** All of it as files for tools. */
  exports: v.pipe(v.array(catalogExportSchema), v.readonly()),
});

/** The answer of `GET /detail-types/{detailType}`. */
export const detailTypeSchema = v.object({
  detailType: v.string(),
  description: v.string(),
  /** JSON Schema (2020-12) of an event's `detail`. */
  schema: v.pipe(v.record(v.string(), v.unknown()), v.readonly()),
  /** The same of the stub that is sent in place of a large `detail`; null where none is. */
  stubSchema: v.nullable(v.pipe(v.record(v.string(), v.unknown()), v.readonly())),
  /** Events as EventBridge hands them on. */
  samples: v.pipe(v.array(v.record(v.string(), v.unknown())), v.readonly()),
});

/** The Regions that the API offers. */
export type RegionsView = Readonly<v.InferOutput<typeof regionsSchema>>;

/** The catalogue as the API lists it. */
export type DetailTypesView = Readonly<v.InferOutput<typeof detailTypesSchema>>;

/** A line of the catalogue. */
export type ListedDetailType = Readonly<v.InferOutput<typeof listedDetailTypeSchema>>;

/** A file for tools with all of the catalogue. */
export type CatalogExportView = Readonly<v.InferOutput<typeof catalogExportSchema>>;

/** A detail type with its JSON Schema and sample events. */
export type DetailTypeView = Readonly<v.InferOutput<typeof detailTypeSchema>>;

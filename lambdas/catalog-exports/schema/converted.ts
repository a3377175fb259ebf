import type { Schema, SchemaObject } from './json-schema.ts';

/** A schema of OpenAPI 3.0, and whether it takes exactly the values that the original took. */
export interface Converted {
  readonly schema: SchemaObject;
  readonly isExact: boolean;
}

/** Converts a schema of draft 7 to OpenAPI 3.0. */
export type Convert = (schema: Schema) => Converted;

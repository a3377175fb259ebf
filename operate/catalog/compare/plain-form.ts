import type { SchemaObject } from '../../../lambdas/catalog-exports/schema/json-schema.ts';

/** A schema without what changes nothing; false takes no value, and one without keywords takes any. */
export type PlainForm = SchemaObject | false;

/** Finds the plain form of a schema, where undefined stands for true. Undefined if its reference leads nowhere. */
export type ToPlainForm = (schema: unknown) => PlainForm | undefined;

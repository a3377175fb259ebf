import type { SchemaObject } from '../../../lambdas/catalog-exports/schema/json-schema.ts';

/**
 * What a change of the catalogue means for customers. `breaking`: what they wrote for the old schema can fail, or
 * events of before no longer fit the new one. `risky`: it can, for some of them. `compatible`: it cannot.
 */
export type Severity = 'breaking' | 'risky' | 'compatible';

/** A change of a detail type. */
export interface Change {
  readonly severity: Severity;
  readonly detailType: string;
  /** Where in the detail: `/issue/title`, `/labels/*` for what is in an array; empty for the detail itself. */
  readonly path: string;
  /** What has changed. */
  readonly what: string;
  /** What it does to customers. */
  readonly why: string;
}

/** A change at a place in a detail. */
export type SchemaChange = Omit<Change, 'detailType'>;

/** Whether a schema takes fewer values than before, or more. */
export const narrower = 'events of before, which are replayed and archived, no longer fit';
export const wider = 'consumers may get what their types and rules do not know';

/** The plain forms of two versions of a part of a schema. The places of its changes are relative to it. */
export interface Versions {
  readonly before: SchemaObject;
  readonly after: SchemaObject;
}

/** Compares what is in a part, at a place relative to it; undefined stands for a schema that is not there. */
export type CompareParts = (
  path: string,
  before: unknown,
  after: unknown,
) => readonly SchemaChange[];

import * as v from 'valibot';
import { stageSchema } from '../../lib/stage/schema.ts';
import { table } from '../../lambdas/settings/table/table.ts';

/** A key of a stage that is no function's setting. */
export interface OwnKey {
  readonly key: string;
  /** What it must be, in words. */
  readonly expected: string;
  /** Undefined if there is none. */
  readonly standard: unknown;
  readonly isNeeded: boolean;
}

/** The keys that the stage's schema has besides the table of settings. */
export function ownKeys(): readonly OwnKey[] {
  return Object.entries(stageSchema.entries)
    .filter(([key]) => !Object.hasOwn(table, key))
    .flatMap(([key, schema]) => keysOf(key, schema, true));
}

function keysOf(key: string, schema: v.GenericSchema, isNeeded: boolean): readonly OwnKey[] {
  if ('wrapped' in schema && isSchema(schema.wrapped)) {
    const standard: unknown = v.getDefault(schema);
    return keysOf(key, schema.wrapped, false).map((one) => ({
      ...one,
      standard: one.standard ?? standard,
    }));
  }
  if ('entries' in schema) {
    return Object.entries(Object(schema.entries)).flatMap(([name, one]) =>
      isSchema(one) ? keysOf(`${key}.${name}`, one, isNeeded) : [],
    );
  }
  return [{ key, expected: v.getDescription(schema) ?? '', standard: undefined, isNeeded }];
}

function isSchema(value: unknown): value is v.GenericSchema {
  return Object(value).kind === 'schema';
}

import * as v from 'valibot';
import { table } from '../../lambdas/settings/table/table.ts';
import { stageSchema } from '../../lib/stage/schema.ts';
import { meaningOf } from './meanings.ts';
import { isSchema } from './type-text.ts';

/** A key of a stage that is no function's setting. */
export interface OwnKey {
  readonly key: string;
  /** What it must be, in words. */
  readonly expected: string;
  /** Undefined if there is none. */
  readonly standard: unknown;
  readonly isNeeded: boolean;
  /** What it is for, and the reason for its default if it has one. */
  readonly meaning: string;
}

/** The keys that the stage's schema has besides the table of settings. */
export function ownKeys(): readonly OwnKey[] {
  return Object.entries(stageSchema.entries)
    .filter(([name]) => !Object.hasOwn(table, name))
    .flatMap(([name, schema]) => keysOf(name, schema, true))
    .map((one) => ({ ...one, meaning: meaningOf(one.key) }));
}

/** The sections of a stage, each before those in it: their names, and what they are for. */
export function sections(): readonly Pick<OwnKey, 'key' | 'meaning'>[] {
  return sectionsOf('', stageSchema).map((key) => ({ key, meaning: meaningOf(key) }));
}

function sectionsOf(path: string, schema: unknown): readonly string[] {
  const { wrapped, entries }: Record<string, unknown> = Object(schema);
  if (wrapped !== undefined) return sectionsOf(path, wrapped);
  if (entries === undefined) return [];
  const inner = Object.entries(Object(entries)).flatMap(([name, one]) =>
    sectionsOf(path === '' ? name : `${path}.${name}`, one),
  );
  return path === '' ? inner : [path, ...inner];
}

type Unexplained = Omit<OwnKey, 'meaning'>;

function keysOf(key: string, schema: v.GenericSchema, isNeeded: boolean): readonly Unexplained[] {
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

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as v from 'valibot';
import { isError } from '../../lambdas/domain/is-error.ts';
import { partitionOf } from '../../lambdas/domain/partition.ts';
import { standardRegions } from '../../lambdas/domain/regions.ts';
import { readLogo } from '../../lambdas/settings/brand/given-brand.ts';
import { contradictionsIn } from './cross-checks.ts';
import { stageSchema } from './schema.ts';
import type { Stage } from './stage.ts';

/** Where the stages are, unless somebody says something else. */
export const stagesFolder = join(process.cwd(), 'stages');

/** A stage that cannot be deployed. Its message has one line per error: file, key, and what was expected. */
export class StageError extends Error {
  /** Tells it from other errors, also where the package is there twice. */
  override readonly name = 'StageError';
}

/**
 * Reads a stage from its file, with the catalogue in the folder beside the stages, if there is one. Throws a
 * {@link StageError}.
 *
 * @param name a word of at most 20 lower-case letters, digits and hyphens: it is part of names
 * @param folder where the file is; by default `stages` in the current folder
 */
export function readStage(name: unknown, folder = stagesFolder): Stage {
  if (!isStageName(name)) {
    throw new StageError(
      `context key stage must be the name of a file in stages, without .json: ${stageNameRule}, not ${JSON.stringify(name)}`,
    );
  }
  const path = join(folder, `${name}.json`);
  const file = relative(process.cwd(), path);
  if (!existsSync(path)) {
    const names = stageNames(folder);
    const found = names.length === 0 ? 'there are no stages' : `stages are ${names.join(', ')}`;
    throw new StageError(`${file}: no such file; ${found}`);
  }
  const catalog = join(folder, '../catalog');
  const parsed = parseStage(name, parseJson(file, readText(file, path)), file);
  const stage = withLogo(parsed, { file, folder });
  return existsSync(catalog) ? { ...stage, catalog } : stage;
}

/** What the name of a stage must be: it is part of names of AWS's. */
export const stageNameRule = '1 to 20 lower-case letters, digits and hyphens';

/** Whether it is a stage's name. */
export function isStageName(name: unknown): name is string {
  return typeof name === 'string' && /^[a-z][a-z0-9-]{0,19}$/.test(name);
}

/** A stage with the path of its logo from the current folder. Throws a StageError if it cannot be served. */
export function withLogo(
  stage: Stage,
  { file, folder }: { readonly file: string; readonly folder: string },
): Stage {
  const { brand } = stage;
  if (brand?.logo === undefined) return stage;
  const logo = join(folder, brand.logo);
  const read = readLogo(logo);
  if ('problem' in read) throw new StageError(`${file}: brand.logo ${read.problem}: ${brand.logo}`);
  return { ...stage, brand: { ...brand, logo } };
}

function readText(file: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const code = isError(error) && 'code' in error ? String(error.code) : String(error);
    const problem = code === 'EISDIR' ? 'is a folder, not a file' : `cannot be read (${code})`;
    throw new StageError(`${file}: ${problem}`, { cause: error });
  }
}

/** Checks a stage and fills in its defaults. Throws a StageError that names `file`. */
export function parseStage(name: string, value: unknown, file = `stages/${name}.json`): Stage {
  const parsed = v.safeParse(stageSchema, value);
  if (!parsed.success) {
    throw new StageError(parsed.issues.map((issue) => lineOf(file, issue)).join('\n'));
  }
  const stage = parsed.output;
  const partnerName = stage.production ? stage.partnerDomain : `${stage.partnerDomain}.test`;
  const whole = {
    ...stage,
    name,
    partnerName,
    customerRegions: stage.customerRegions ?? defaultCustomerRegions(stage),
  };
  const contradictions = contradictionsIn(whole);
  if (contradictions.length === 0) return whole;
  throw new StageError(
    contradictions.map(({ key, problem }) => `${file}: ${key} ${problem}`).join('\n'),
  );
}

// Other Regions fail until the vendor's account has enabled them. Only the commercial partition's
// standard Regions are listed.
function defaultCustomerRegions({
  homeRegion,
  regions,
}: Pick<Stage, 'homeRegion' | 'regions'>): readonly string[] {
  if (partitionOf(homeRegion).id !== 'aws') return regions;
  return standardRegions.map(({ region }) => region);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StageError(`${file}: is not valid JSON: ${String(error)}`, { cause: error });
  }
}

function lineOf(file: string, issue: v.InferIssue<typeof stageSchema>): string {
  return `${file}: ${v.getDotPath(issue) ?? 'the stage'} ${issue.message}`;
}

/** The names of the stages in a folder; none if there is no such folder. */
export function stageNames(folder: string): readonly string[] {
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .filter(isStageName);
}

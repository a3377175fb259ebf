import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { colourProblems } from '../../domain/brand/brand-colours.ts';
import { brandSection } from './brand-section.ts';
import { readLogo, type GivenBrand } from './given-brand.ts';

const fileSchema = v.object({ brand: brandSection }, 'must be a JSON object');

/**
 * Reads the brand of a stage's file, by itself: nothing else of the stage is looked at. The logo's path
 * begins at the file. Returns what is wrong in one line.
 */
export function readBrand(file: string): GivenBrand | { readonly problem: string } {
  const contents = contentsOf(file);
  if (contents === undefined) return { problem: 'cannot be read' };
  const parsed = v.safeParse(fileSchema, parsedJson(contents));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return { problem: `${v.getDotPath(issue) ?? 'the file'} ${issue.message}` };
  }
  const { brand } = parsed.output;
  const [wrong] = colourProblems(brand.colors ?? {});
  if (wrong !== undefined) return { problem: `brand.colors.${wrong.key} ${wrong.problem}` };
  if (brand.logo === undefined) return brand;
  const logo = resolve(dirname(file), brand.logo);
  const read = readLogo(logo);
  return 'problem' in read ? { problem: `brand.logo ${read.problem}` } : { ...brand, logo };
}

function contentsOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  }
}

function parsedJson(contents: string): unknown {
  try {
    return JSON.parse(contents);
  } catch {
    return undefined;
  }
}

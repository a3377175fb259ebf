import { createHash } from 'node:crypto';
import { statSync, readFileSync } from 'node:fs';
import { brandColours, type GivenColours } from '../../domain/brand/brand-colours.ts';
import { logoFormat, logoProblem, maxLogoBytes } from '../../domain/brand/logo.ts';
import type { Brand } from '../../contract/brand.ts';

/** What a stage says of its page's looks. */
export interface GivenBrand {
  readonly name?: string | undefined;
  /** The path of an SVG or PNG. */
  readonly logo?: string | undefined;
  readonly colors?: GivenColours | undefined;
}

/** A logo as it is served. */
export interface Logo {
  /** Has a hash of the contents in it: it is cached for ever. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Reads a logo, or says what is wrong with its file. */
export function readLogo(path: string): Logo | { readonly problem: string } {
  const format = logoFormat(path);
  if (format === undefined) return { problem: 'must be a .svg or .png file' };
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true) return { problem: 'is not a file' };
  if (found.size > maxLogoBytes) {
    return { problem: `has ${found.size} bytes, ${maxLogoBytes} are allowed` };
  }
  const bytes = readFileSync(path);
  const problem = logoProblem(bytes, format);
  if (problem !== undefined) return { problem };
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  return { fileName: `logo-${hash}.${format}`, bytes };
}

/** What the page is told of a brand. */
export function brandOf({ name, colors }: GivenBrand, logo: Logo | undefined): Brand {
  return {
    ...(name !== undefined && { name }),
    ...(logo && { logo: `/assets/${logo.fileName}` }),
    ...(colors && brandColours(colors)),
  };
}

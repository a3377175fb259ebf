import { base64Runs, base64Text } from './base64-runs.ts';
import { viewsOf } from './views.ts';
import type { Span } from './view.ts';

/** A part of a text that must not be shown, and what is shown in its place. */
export interface Found extends Span {
  readonly replacement: string;
}

/** Finds in a text what must not be shown. */
export type Finder = (text: string) => readonly Found[];

/** What is shown instead of a secret. */
export const hidden = '[hidden]';

/** How often Base64 is looked for in what Base64 says. */
const maxBase64Depth = 2;

/** Replaces what the finders find, in a text as it stands and in what is encoded in it. */
export function textMask(finders: readonly Finder[]): (text: string) => string {
  return (text) => replaced(text, merged(foundIn(text, finders, maxBase64Depth)));
}

function foundIn(text: string, finders: readonly Finder[], base64Depth: number): readonly Found[] {
  const all = base64Depth === 0 ? finders : [...finders, inBase64(finders, base64Depth - 1)];
  return viewsOf(text).flatMap((view) =>
    all.flatMap((find) =>
      find(view.text).map((one) => ({ ...view.origin(one), replacement: one.replacement })),
    ),
  );
}

/** Finds Base64 that says what must not be shown. It is replaced as a whole. */
function inBase64(finders: readonly Finder[], depth: number): Finder {
  // The same run is in several views, and words that may be Base64 are often said again.
  const replacements = new Map<string, string>();
  const replacementOf = (run: string) => {
    const known = replacements.get(run) ?? replacementFor(foundIn(base64Text(run), finders, depth));
    replacements.set(run, known);
    return known;
  };
  return (text) =>
    base64Runs(text)
      .map(({ from, to, run }) => ({ from, to, replacement: replacementOf(run) }))
      .filter(({ replacement }) => replacement !== '');
}

/** What stands for everything that was found; empty for nothing. */
function replacementFor(found: readonly Found[]): string {
  const isSecret = found.some(({ replacement }) => replacement === hidden);
  return isSecret ? hidden : (found[0]?.replacement ?? '');
}

/** Finds any of these texts, also where two overlap. */
export function findTexts(replacements: ReadonlyMap<string, string>): Finder {
  const texts = [...replacements.keys()].toSorted((one, other) => other.length - one.length);
  if (texts.length === 0) return () => [];
  const pattern = new RegExp(`(?=(${texts.map((text) => RegExp.escape(text)).join('|')}))`, 'gu');
  return (text) =>
    Array.from(text.matchAll(pattern), ({ index, 1: found = '' }) => ({
      from: index,
      to: index + found.length,
      replacement: replacements.get(found) ?? hidden,
    }));
}

/** In order, those that overlap as one. A secret hides what it overlaps. */
function merged(found: readonly Found[]): readonly Found[] {
  const sorted = found.toSorted((one, other) => one.from - other.from || other.to - one.to);
  const apart: Found[] = [];
  for (const next of sorted) {
    const last = apart.at(-1);
    if (last === undefined || next.from >= last.to) apart.push(next);
    else apart.splice(-1, 1, union(last, next));
  }
  return apart;
}

function union(one: Found, other: Found): Found {
  return {
    from: one.from,
    to: Math.max(one.to, other.to),
    replacement: replacementFor([one, other]),
  };
}

function replaced(text: string, found: readonly Found[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, replacement } of found) {
    result += text.slice(at, from) + replacement;
    at = to;
  }
  return result + text.slice(at);
}

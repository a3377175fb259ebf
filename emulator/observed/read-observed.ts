import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { type Observed, observedSchema } from './observed.ts';

/** A file that was read; or, in one line, the place that is wrong in it and what was expected there. */
export type ReadObserved = { ok: true; observed: Observed } | { ok: false; reason: string };

/** Reads and checks a file of what a real account saw. */
export function readObserved(path: string): ReadObserved {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return { ok: false, reason: fileProblem(error) };
  }
  return parseObserved(text);
}

/** The same of a file's text. */
export function parseObserved(text: string): ReadObserved {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: `is not JSON (${oneLine(String(error))})` };
  }
  return checkObserved(value);
}

/** The same of a parsed file. */
export function checkObserved(value: unknown): ReadObserved {
  const checked = v.safeParse(observedSchema, value, { abortEarly: true });
  if (checked.success) return { ok: true, observed: checked.output };
  return { ok: false, reason: oneLine(describe(checked.issues[0])) };
}

function fileProblem(error: unknown): string {
  const code = hasCode(error) ? error.code : undefined;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'is a folder, not a file';
  return code === 'EACCES' ? 'access denied' : oneLine(String(error));
}

/** An error of Node's file system, also one of another realm; Node 22 has no `Error.isError`. */
function hasCode(error: unknown): error is { code: unknown } {
  return typeof error === 'object' && error !== null && 'code' in error;
}

function describe(issue: v.BaseIssue<unknown>): string {
  const { path = [], input, message, expected, received } = issue;
  const place = v.getDotPath(issue) ?? 'the file';
  if (expected === 'never') return `${place} is not a known field`;
  if (input === undefined) return `${place} is missing`;
  if (path.at(-1)?.origin === 'key') return `${place} is not known; it must be ${among(expected)}`;
  if (message.startsWith('must ')) return `${place} ${message}`;
  return `${place} must be ${among(expected)}, not ${received}`;
}

/** Valibot's `("one" | "other")` in words. */
function among(expected: string | null): string {
  return (expected ?? '').replaceAll(/[()]/gu, '').replaceAll(' | ', ' or ');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}

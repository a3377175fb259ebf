import { access, constants, readFile, stat } from 'node:fs/promises';
import * as v from 'valibot';
import { isJsonObject } from '../lambdas/domain/json.ts';
import { InputError } from './input-error.ts';

/** Reads and validates a JSON file. Rejects with an InputError that names the file and the position in it. */
export async function readJsonFile<S extends v.GenericSchema>(
  option: string,
  path: string,
  schema: S,
): Promise<v.InferOutput<S>> {
  const value = parse(option, path, await readText(option, path));
  const checked = v.safeParse(schema, value, { abortEarly: true });
  if (checked.success) return checked.output;
  throw new InputError(`${option} ${path}: ${describe(checked.issues[0])}`);
}

/** An object with these fields and no others; valibot alone would accept an array. */
export function objectOf<E extends v.ObjectEntries>(entries: E) {
  return v.pipe(
    v.custom<Readonly<Record<string, unknown>>>(isJsonObject, 'must be an object'),
    v.strictObject(entries),
  );
}

/** A readable reason for the error of a system call on a file. */
export function fileProblem(error: unknown): string {
  const code = Error.isError(error) && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EISDIR') return 'is a folder, not a file';
  if (code === 'EEXIST') return 'is a file, not a folder';
  if (code === 'ENOTDIR') return 'a part of the path is a file, not a folder';
  if (code === 'EROFS') return 'the file system is read-only';
  if (code === 'EACCES') return 'access denied';
  return Error.isError(error) ? error.message : String(error);
}

/** Checks that a file is readable and not a folder. Rejects with an InputError. */
export async function checkReadable(path: string, shownAs = path): Promise<void> {
  try {
    await access(path, constants.R_OK);
    if ((await stat(path)).isDirectory()) throw new Error('is a folder, not a file');
  } catch (error) {
    throw new InputError(`${shownAs}: ${fileProblem(error)}`, { cause: error });
  }
}

async function readText(option: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new InputError(`${option} ${path}: ${fileProblem(error)}`, { cause: error });
  }
}

function parse(option: string, path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${option} ${path}: is not JSON (${String(error)})`, { cause: error });
  }
}

function describe({ path, input, message, expected }: v.BaseIssue<unknown>): string {
  const keys = (path ?? []).map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
  );
  const place = keys.join('').replace(/^\./, '');
  if (expected === 'never') return `${place} is not a known field`;
  if (input === undefined && place !== '') return `${place} is missing`;
  return place === '' ? message : `${place} ${message}`;
}

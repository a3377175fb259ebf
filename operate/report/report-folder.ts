import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../terminal/input-error.ts';
import { OperationError } from '../operation-error.ts';

/** A file of a report. */
export interface ReportFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** How the pictures of a report are named, and nothing else in its folder. */
const picture = /^report-\d{2,}-[A-Za-z\d-]+\.png$/;

/**
 * Makes the folder of a report, if it is not there, and tries to write into it. Throws an InputError if
 * that fails.
 */
export function checkReportFolder(folder: string): void {
  const probe = join(folder, `.report-${process.pid}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new InputError(`cannot write into the folder ${folder}: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}

/**
 * Writes files into a folder, each whole or not at all, and takes away the pictures of an earlier report.
 * Throws an OperationError that names the file which could not be written.
 */
export function writeFiles(folder: string, files: readonly ReportFile[]): void {
  attempt(folder, () => mkdirSync(folder, { recursive: true }));
  for (const { name, content } of files) {
    attempt(join(folder, name), () => writeWhole(folder, name, content));
  }
  const written = new Set(files.map(({ name }) => name));
  for (const name of readdirSync(folder)) {
    if (!picture.test(name) || written.has(name)) continue;
    attempt(join(folder, name), () => rmSync(join(folder, name)));
  }
}

function writeWhole(folder: string, name: string, content: string | Uint8Array): void {
  const draft = join(folder, `.${name}.${process.pid}.tmp`);
  try {
    writeFileSync(draft, content);
    renameSync(draft, join(folder, name));
  } finally {
    rmSync(draft, { force: true });
  }
}

function attempt(path: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw new OperationError(`cannot write ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Such as "ENOSPC: no space left on device". */
function reasonOf(error: unknown): string {
  const message = Error.isError(error) ? error.message : String(error);
  return message.split(/, | '/)[0] ?? message;
}

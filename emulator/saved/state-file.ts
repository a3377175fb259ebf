import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { checkEnvelope } from './saved-envelope.ts';
import type { SavedState } from './saved-state.ts';

/** A file's state, none if there is no such file yet; or, in one line, why it cannot be used. */
export type ReadState = { ok: true; state?: SavedState } | { ok: false; reason: string };

/** Reads a saved state, and checks it as far as {@link checkEnvelope} does. */
export function readStateFile(path: string): ReadState {
  try {
    // A folder that takes no file is better known now than when the emulator stops.
    accessSync(dirname(path), constants.W_OK);
    const checked = checkEnvelope(JSON.parse(readFileSync(path, 'utf8')));
    return checked.ok ? { ok: true, state: checked.saved } : checked;
  } catch (error) {
    const code =
      typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' && takesFiles(dirname(path))) return { ok: true };
    return { ok: false, reason: fileProblem(error, code) };
  }
}

/** Writes a state to a file. The file is the old one or the new one, never a part of it, whenever the process ends. */
export function writeStateFile(path: string, state: SavedState): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(unfinished, 'w', 0o600);
    try {
      writeFileSync(file, `${JSON.stringify(state)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function takesFiles(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function fileProblem(error: unknown, code: unknown): string {
  if (error instanceof SyntaxError) return 'is not JSON';
  if (code === 'ENOENT') return 'its folder does not exist';
  if (code === 'EISDIR') return 'is a folder, not a file';
  if (code === 'EACCES' || code === 'EROFS') return 'access denied';
  return String(error).replaceAll(/\s+/gu, ' ');
}

import { open, stat } from 'node:fs/promises';
import { fileProblem } from '../../../terminal/json-file.ts';
import type { LogoKind } from './logo-kinds.ts';

/** The largest logo that is read, in bytes. A vector logo has some kilobytes. */
export const maxLogoBytes = { svg: 512 * 1024, png: 4 * 1024 * 1024 } as const;

/** A logo's bytes, or why they are not read. */
export type LogoFile = { readonly bytes: Uint8Array } | { readonly problem: string };

/** Reads a logo, if it is a file of a bearable size. */
export async function readLogoFile(path: string, { format }: LogoKind): Promise<LogoFile> {
  const most = maxLogoBytes[format];
  try {
    // Opening a pipe would wait for somebody who writes.
    const { size, ...rest } = await describe(path);
    if (!rest.isFile) return { problem: 'is not a file' };
    if (size > most) return { problem: `has ${size} bytes; a logo may have ${most}` };
    if (size === 0) return { problem: 'is empty' };
    return { bytes: await readAtMost(path, most) };
  } catch (error) {
    return { problem: fileProblem(error) };
  }
}

async function describe(path: string) {
  const found = await stat(path);
  return { isFile: found.isFile(), size: found.size };
}

/** However much the file has grown since it was looked at. */
async function readAtMost(path: string, most: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

import { checkPng } from './check-png.ts';
import { checkSvg } from './check-svg.ts';
import type { LogoKind } from './logo-kinds.ts';
import { readLogoFile } from './read-logo-file.ts';

/**
 * What is wrong with a logo's file, each fault in words that go after the file's name. Its work is bounded,
 * whatever the file is.
 */
export async function checkLogo(path: string, kind: LogoKind): Promise<readonly string[]> {
  const file = await readLogoFile(path, kind);
  if ('problem' in file) return [file.problem];
  return kind.format === 'svg' ? checkSvg(file.bytes, kind) : checkPng(file.bytes, kind);
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { architectureFiles } from '../architecture/architecture-files.ts';
import { notificationFiles } from '../notification-pages/notification-files.ts';
import { settingsPage } from '../settings-page/settings-page.ts';
import { stageKeysFile, stageKeysModule } from '../settings-page/stage-keys.ts';

/** A file that a program of this project writes. */
export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
  /** The npm script that writes it. */
  readonly script: string;
}

/** The files that are written from a table of this project, as they must be. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const ofArchitecture = await architectureFiles();
  const ofNotifications = await notificationFiles();
  return [
    ...ofArchitecture.map((file) => ({ ...file, script: 'architecture' })),
    { path: 'docs/settings.md', text: await settingsPage(), script: 'settings' },
    { path: stageKeysFile, text: await stageKeysModule(), script: 'settings' },
    ...ofNotifications.map((file) => ({ ...file, script: 'notifications' })),
  ];
}

/** Those of the files that are missing in a folder, or contain something else. */
export async function staleFiles(
  files: readonly GeneratedFile[],
  folder: string,
): Promise<readonly GeneratedFile[]> {
  const found = await Promise.all(
    files.map(({ path }) => readFile(join(folder, path), 'utf8').catch(() => undefined)),
  );
  return files.filter(({ text }, index) => found[index] !== text);
}

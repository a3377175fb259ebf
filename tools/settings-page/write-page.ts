import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsPage } from './settings-page.ts';
import { stageKeysFile, stageKeysModule } from './stage-keys.ts';

// Writes the documentation of the settings, and the type of a stage's keys: `npm run settings`.
const root = join(import.meta.dirname, '../..');
await writeFile(join(root, 'docs/settings.md'), await settingsPage());
await writeFile(join(root, stageKeysFile), await stageKeysModule());

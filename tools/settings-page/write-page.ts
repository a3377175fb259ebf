import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsPage } from './settings-page.ts';

// Writes the documentation of the settings: `npm run settings`.
await writeFile(join(import.meta.dirname, '../../docs/settings.md'), await settingsPage());

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notificationFiles } from './notification-files.ts';

// Writes docs/notifications: `npm run notifications`.
for (const { path, text } of await notificationFiles()) {
  await writeFile(join(import.meta.dirname, '../..', path), text);
}

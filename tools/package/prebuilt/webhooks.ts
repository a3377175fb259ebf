import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as built from '../../../local/webhooks.ts';

/** The copy that `npm pack` has made. */
export const readWebhooks: typeof built.readWebhooks = () =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../demonstration/webhooks.json'), 'utf8'));

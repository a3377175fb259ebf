import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as built from '../../../local/lambda/runtime-client-source.ts';

/** The runtime client as `npm pack` has bundled it. */
export const runtimeClientSource: typeof built.runtimeClientSource = () =>
  readFileSync(join(import.meta.dirname, '../runtime-client.js'), 'utf8');

import * as v from 'valibot';
import { pageConfigSchema, type PageConfig } from '../../lambdas/contract/page-config.ts';

/** Reads `GET /config.json`. Rejects if it is unavailable. */
export async function loadConfig(): Promise<PageConfig> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  return v.parse(pageConfigSchema, await response.json());
}

import { parseJson } from '../lambdas/domain/json.ts';

/** The body formatted for reading, its numbers as written; unchanged if it is not JSON. */
export function formatBody(body: string): string {
  try {
    return JSON.stringify(parseJson(body), undefined, 2);
  } catch {
    return body;
  }
}

import { format } from 'jsonc-parser';
import { isJson } from '../lambdas/domain/json.ts';

/** The body with a line for each of its values, all of them as they were written; unchanged if it is not JSON. */
export function formatBody(body: string): string {
  if (!isJson(body)) return body;
  let formatted = '';
  let from = 0;
  for (const { offset, length, content } of format(body, undefined, style)) {
    formatted += body.slice(from, offset) + content;
    from = offset + length;
  }
  return formatted + body.slice(from);
}

const style = { insertSpaces: true, tabSize: 2, eol: '\n' };

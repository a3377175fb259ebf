import type { Log } from '../lambdas/ports/delivery.ts';
import type { Output } from '../terminal/live-line.ts';
import { logTo } from '../terminal/log-to.ts';
import { plainLines } from './plain-text.ts';

/** Shows the warnings of the functions' code while it runs in this process, one line each. */
export function warningsTo(output: Output): Log {
  return logTo({ write: (text) => output.write(plainLines(text)) });
}

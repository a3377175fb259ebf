import type { Log } from '../lambdas/ports/delivery.ts';
import type { Output } from '../terminal/live-line.ts';
import { logTo } from '../local/reconcile/run-output.ts';
import { plainLines } from './plain-text.ts';

/** Shows what the functions' own code warns of while it runs here, a line each. */
export function warningsTo(output: Output): Log {
  return logTo({ write: (text) => output.write(plainLines(text)) });
}

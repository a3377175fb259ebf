import type { Log } from '../lambdas/ports/delivery.ts';
import type { Output } from './live-line.ts';

/** A log that writes each warning and error as one line, and leaves out information. */
export function logTo(output: Output): Log {
  const write = (message: string, fields: Record<string, unknown>) => {
    const texts = Object.entries(fields).map(([name, value]) => `${name}=${textOf(value)}`);
    output.write(`${[message, ...texts].join(' ')}\n`);
  };
  return { info: () => undefined, warn: write, error: write };
}

function textOf(value: unknown): string {
  return Error.isError(value) || typeof value === 'string' ? String(value) : JSON.stringify(value);
}

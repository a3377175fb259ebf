import type { Log } from '../../lambdas/ports/delivery.ts';
import type { Output } from '../../terminal/live-line.ts';

/** A log whose warnings and errors are a line each; what it merely tells is left out. */
export function logTo(output: Output): Log {
  const write = (message: string, fields: Record<string, unknown>) => {
    const told = Object.entries(fields).map(([name, value]) => `${name}=${textOf(value)}`);
    output.write(`${[message, ...told].join(' ')}\n`);
  };
  return { info: () => undefined, warn: write, error: write };
}

function textOf(value: unknown): string {
  return Error.isError(value) || typeof value === 'string' ? String(value) : JSON.stringify(value);
}

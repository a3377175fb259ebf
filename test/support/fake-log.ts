import type { Log } from '../../lambdas/ports/delivery.ts';

/** A written log line. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Record<string, unknown>;
}

/** A log that remembers its lines. */
export function fakeLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const writer =
    (level: LogLine['level']) => (message: string, fields: Record<string, unknown>) => {
      lines.push({ level, message, fields });
    };
  return { lines, info: writer('info'), warn: writer('warn'), error: writer('error') };
}

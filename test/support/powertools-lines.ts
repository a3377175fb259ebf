import { afterEach, beforeEach, jest } from '@jest/globals';

/** A line of CloudWatch's embedded metric format, or of the log. */
export type Line = Record<string, unknown>;

/** Gathers what Powertools writes during each test of a file; each test starts with none. */
export function powertoolsLines(): Line[] {
  const lines: Line[] = [];
  const before = process.env['POWERTOOLS_DEV'];

  beforeEach(() => {
    lines.length = 0;
    // In this mode Powertools writes to the console of the process, where a test can listen.
    process.env['POWERTOOLS_DEV'] = 'true';
    process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
    for (const method of ['log', 'info'] as const) {
      jest.spyOn(console, method).mockImplementation((line: string) => {
        lines.push(JSON.parse(line));
      });
    }
  });

  afterEach(() => {
    jest.restoreAllMocks();
    delete process.env['POWERTOOLS_METRICS_DISABLED'];
    if (before === undefined) delete process.env['POWERTOOLS_DEV'];
    else process.env['POWERTOOLS_DEV'] = before;
  });
  return lines;
}

import { Logger } from '@aws-lambda-powertools/logger';
import { afterEach, beforeEach, jest } from '@jest/globals';
import { discreetLog } from '../../lambdas/delivery/discreet-log.ts';

/** What the functions' logger writes to its outputs during each test of a file, chunk by chunk, as in production. */
export function writtenLines(): {
  readonly lines: string[];
  readonly log: ReturnType<typeof discreetLog>;
} {
  const lines: string[] = [];
  const take = (chunk: unknown) => {
    lines.push(String(chunk));
    return true;
  };
  beforeEach(() => {
    lines.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation(take);
    jest.spyOn(process.stderr, 'write').mockImplementation(take);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  return {
    lines,
    log: discreetLog(new Logger({ serviceName: 'fault-injection', logLevel: 'DEBUG' })),
  };
}

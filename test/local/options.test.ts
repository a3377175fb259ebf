import { describe, expect, test } from '@jest/globals';
import { localHelp, parseLocalOptions } from '../../local/options.ts';

test('without options, local mode stays and begins at port 4600', () => {
  expect(parseLocalOptions([])).toEqual({ once: false, port: 4600 });
});

test('every option is understood', () => {
  const args = '--once --port 0 --events e --sources s --faults f --deliveries d --summary u';
  expect(parseLocalOptions(args.split(' '))).toEqual({
    once: true,
    port: 0,
    events: 'e',
    sources: 's',
    faults: 'f',
    deliveries: 'd',
    summary: 'u',
  });
});

test('help names every option', () => {
  expect(parseLocalOptions(['--help', '--once'])).toBe('help');
  for (const option of ['once', 'events', 'sources', 'faults', 'deliveries', 'summary', 'port']) {
    expect(localHelp).toContain(`--${option}`);
  }
});

describe('a wrong option is refused in one line that names it', () => {
  test.each([
    [['--twice'], /^Unknown option '--twice'/],
    [['extra'], /'extra'/],
    [['--port', 'x'], /^--port must be a whole number from 0 to 65531, not "x"$/],
    [['--port', '65532'], /^--port/],
    [['--port', '-1'], /--port/],
    [['--port', '1.5'], /^--port/],
    [['--events'], /'--events <value>'/],
    [['--events='], /^--events needs a file name$/],
    [['--once=yes'], /--once/],
  ])('%j', (args, message) => {
    expect(() => parseLocalOptions(args)).toThrow(message);
    expect(() => parseLocalOptions(args)).toThrow(/^[^\n]+$/);
  });
});

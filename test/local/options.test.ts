import { describe, expect, test } from '@jest/globals';
import { localHelp, parseLocalOptions } from '../../local/options.ts';

test('without options, local mode stays and begins at port 4600', () => {
  expect(parseLocalOptions([])).toEqual({ once: false, port: 4600 });
});

test('every option is understood', () => {
  const args = '--once --port 0 --events e --sources s --faults f --deliveries d --summary u';
  const limited = [...args.split(' '), '--entry-limit', '4096', '--prefer', 'cost'];
  expect(parseLocalOptions(limited)).toEqual({
    once: true,
    port: 0,
    events: 'e',
    sources: 's',
    faults: 'f',
    deliveries: 'd',
    summary: 'u',
    entryLimit: 4096,
    prefer: 'cost',
  });
});

test('the file of an account takes the place of the entry limit', () => {
  expect(parseLocalOptions(['--observed', 'o.json'])).toMatchObject({ observed: 'o.json' });
});

test('help names every option', () => {
  expect(parseLocalOptions(['--help', '--once'])).toBe('help');
  const options = 'once events sources faults entry-limit observed prefer deliveries summary port';
  for (const option of options.split(' ')) {
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
    [
      ['--entry-limit', '1023'],
      /^--entry-limit must be a whole number from 1024 to 1048576, not "1023"$/,
    ],
    [['--entry-limit', '1048577'], /^--entry-limit must be .*, not "1048577"$/],
    [['--entry-limit', '4k'], /^--entry-limit must be .*, not "4k"$/],
    [['--entry-limit='], /^--entry-limit must be .*, not ""$/],
    [['--entry-limit', '1e4'], /^--entry-limit must be/],
    [['--entry-limit', '-1'], /--entry-limit/],
    [['--prefer', 'speed'], /^--prefer must be latency or cost, not "speed"$/],
    [['--prefer='], /^--prefer must be latency or cost, not ""$/],
    [['--observed='], /^--observed needs a file name$/],
    [
      ['--observed', 'o.json', '--entry-limit', '4096'],
      /^--entry-limit and --observed are two limits: use one of them$/,
    ],
    [['--entry-limit'], /'--entry-limit <value>'/],
  ])('%j', (args, message) => {
    expect(() => parseLocalOptions(args)).toThrow(message);
    expect(() => parseLocalOptions(args)).toThrow(/^[^\n]+$/);
  });
});

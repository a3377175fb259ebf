import { describe, expect, test } from '@jest/globals';
import { parseReconcileOptions, reconcileHelp } from '../../../local/reconcile/options.ts';

test('without options, a run repairs, is told in words, and begins at port 4600', () => {
  expect(parseReconcileOptions([])).toEqual({ dryRun: false, json: false, port: 4600 });
});

test('every option is understood, and named by the help', () => {
  expect(parseReconcileOptions(['--dry-run', '--json', '--port', '5000'])).toEqual({
    dryRun: true,
    json: true,
    port: 5000,
  });
  expect(parseReconcileOptions(['--help'])).toBe('help');
  for (const option of ['dry-run', 'json', 'port', 'help']) {
    expect(reconcileHelp).toContain(`--${option}`);
  }
});

describe('a wrong option is refused in one line that names it', () => {
  test.each([
    [['--wet-run'], /^Unknown option '--wet-run'/],
    [['extra'], /'extra'/],
    [['--port', '0'], /^--port must be a whole number from 1 to 65531, not "0"$/],
    [['--port', '65533'], /^--port/],
    [['--dry-run=yes'], /--dry-run/],
  ])('%j', (args, message) => {
    expect(() => parseReconcileOptions(args)).toThrow(message);
    expect(() => parseReconcileOptions(args)).toThrow(/^[^\n]+$/);
  });
});

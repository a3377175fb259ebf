import { expect, test } from '@jest/globals';
import { sourcePage, sourceTable } from '../../../operate/sources/source-lines.ts';
import { aMapping } from '../../support/domain-builders.ts';

const lastError = { code: 'ThrottlingException', message: 'slow', time: '2026-11-21T18:00:00Z' };
const acceptedAt = (time: string) => ({ id: 'e', detailType: 'push', acceptedAt: time });
const standing = aMapping({ lastError, lastAcceptedEvent: acceptedAt('2026-11-21T17:00:00Z') });
const resolved = aMapping({ lastError, lastAcceptedEvent: acceptedAt('2026-11-21T19:00:00Z') });

test('a list shows an unresolved error, and no resolved one', () => {
  const [, first, second] = sourceTable([standing, resolved]);

  expect(first).toMatch(/ThrottlingException$/);
  expect(second).toMatch(/2026-11-21T19:00:00Z +-$/);
});

test('a source’s page has it as history', () => {
  const errorLine = '2026-11-21T18:00:00Z ThrottlingException: slow';

  expect(sourcePage(standing)).toContainEqual(
    expect.stringMatching(new RegExp(`^ {2}last error +${errorLine}$`)),
  );
  expect(sourcePage(resolved)).toContainEqual(
    expect.stringMatching(new RegExp(`^ {2}last error +resolved: ${errorLine}$`)),
  );
  expect(sourcePage(aMapping())).toContainEqual(expect.stringMatching(/^ {2}last error +-$/));
});

test('a source that is paused says so, and what it missed', () => {
  const pausedAt = '2026-11-21T18:00:00Z';
  const paused = aMapping({ pausedAt, missedSince: pausedAt, sendsMissedOnceActive: true });

  expect(sourceTable([paused])[1]).toContain(' ACTIVE, paused ');
  expect(sourcePage(paused)).toContainEqual(
    expect.stringMatching(/^ {2}missed since +2026-11-21T18:00:00Z, sent once it is ACTIVE$/),
  );
  expect(sourcePage(aMapping({ skipBefore: pausedAt }))).toContainEqual(
    expect.stringMatching(/^ {2}backlog skipped +before 2026-11-21T18:00:00Z$/),
  );
});

test('display names have a column where there are any, on one line each', () => {
  const named = aMapping({ displayName: 'Orders \u202E<b>' });

  expect(sourceTable([named, aMapping()])[0]).toMatch(/^ *source +display name +account /);
  expect(sourceTable([named, aMapping()])[1]).toContain(' Orders  <b> ');
  expect(sourceTable([named, aMapping()])[2]).toMatch(/111122223333 +- +111122223333/);
  expect(sourceTable([aMapping()])[0]).not.toContain('display name');
  expect(sourcePage(named)).toContainEqual(
    expect.stringMatching(/^ {2}display name +Orders {2}<b>/),
  );
  expect(sourcePage(aMapping())).toContainEqual(expect.stringMatching(/^ {2}display name +-$/));
});

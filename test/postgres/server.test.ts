import { expect, test } from '@jest/globals';
import { findPrograms } from './support/server.ts';

test('without PostgreSQL, one line says what to install', () => {
  expect(() => findPrograms({ PATH: '/bin', POSTGRES_BIN: '/nowhere' })).toThrow(
    'there is no PostgreSQL: apt-get install postgresql, or set POSTGRES_BIN',
  );
});

test('PostgreSQL is found on the PATH, or where Debian puts it', () => {
  expect(findPrograms({ PATH: process.env['PATH'] })).toMatch(/bin$/);
});

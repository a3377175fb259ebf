import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { catalogFolder, readOwnCatalog } from '../../operate/own-catalog.ts';

test('the catalogue is the current folder’s, and empty where there is none', async () => {
  const none = readOwnCatalog('vendor.test', join(catalogFolder, 'no-such-folder'));

  expect(readOwnCatalog('vendor.test').has('push')).toBe(true);
  expect([none.isEmpty, none.list(), none.has('push')]).toEqual([true, [], false]);
  await expect(none.find('push')).resolves.toBeUndefined();
});

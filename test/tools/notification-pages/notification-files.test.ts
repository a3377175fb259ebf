import { expect, test } from '@jest/globals';
import { notificationSchema } from '../../../lambdas/domain/notification-schema.ts';
import { notificationTypes } from '../../../lambdas/domain/notification.ts';
import { notificationFiles } from '../../../tools/notification-pages/notification-files.ts';

const files = await notificationFiles();
const page = files.find(({ path }) => path === 'docs/notifications/README.md')!.text;

test.each(notificationTypes)(
  'the page has %s, with a link to its document and its members',
  (type) => {
    const name = `${type.replaceAll(' ', '')}.json`;

    expect(page).toContain(`| \`${type}\``);
    expect(page).toContain(`(${name})`);
    expect(files.map(({ path }) => path)).toContain(`docs/notifications/${name}`);
    for (const member of Object.keys(notificationSchema(type).properties)) {
      expect(page).toContain(`| \`${member}\``);
    }
  },
);

test('the page says when a member is there', () => {
  expect(page).toMatch(/\| `tenant` +\| string \| always +\|/);
  expect(page).toMatch(/\| `expirationTime` +\| string \| if known +\|/);
  expect(page).toMatch(/\| `daysLeft` +\| number \| in `Partner Event Source Expiring` +\|/);
});

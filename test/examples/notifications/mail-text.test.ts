import { describe, expect, test } from '@jest/globals';
import { mailText } from '../../../examples/notifications/mailer/mail-text.ts';
import { anInput } from './support/notifications.ts';

const sender = { vendorName: 'Vendor', pageUrl: 'https://vendor.example/events' };
const expirationTime = '2026-11-28T19:00:00.000Z';

describe.each([
  ['Expiring', { expirationTime, daysLeft: 3 }],
  ['Expired', { expirationTime }],
  ['Failing', { failingHours: 6 }],
  ['Deleted', {}],
] as const)('the mail about %s', (what, fields) => {
  const { subject, body } = mailText(anInput(what, fields), sender);

  test('names account, Region, generator and source', () => {
    expect(subject).toContain('111122223333');
    expect(body).toContain('AWS account:  111122223333');
    expect(body).toContain('AWS Region:   us-east-1');
    expect(body).toContain('Events of:    acct1/repo1');
    expect(body).toContain('Event source: aws.partner/vendor.test/acct1/repo1/111122223333');
  });

  test('says what to do, where, and whom it is from', () => {
    expect(body).toContain('What to do');
    expect(body).toContain('https://vendor.example/events');
    expect(body).toMatch(/\n\nVendor\n$/);
  });

  test('has nothing that was not filled in', () => {
    expect(`${subject}${body}`).not.toMatch(/undefined|NaN|Invalid|\$\{/);
  });

  test('has a subject of one line that mail programs show', () => {
    expect(subject).toMatch(/^.{20,100}$/);
  });
});

test('the mail about a source that expires, whole', () => {
  expect(mailText(anInput('Expiring', { expirationTime, daysLeft: 3 }), sender)).toEqual({
    subject:
      'Accept the Vendor event source in AWS account 111122223333 by 28 November 2026, 19:00 UTC',
    body: `Hello,

Vendor cannot send events to your AWS account yet, because nobody has accepted the event source. AWS deletes the source on 28 November 2026, 19:00 UTC.

AWS account:  111122223333
AWS Region:   us-east-1
Events of:    acct1/repo1
Event source: aws.partner/vendor.test/acct1/repo1/111122223333

What to do by 28 November 2026, 19:00 UTC: sign in to AWS account 111122223333, Region us-east-1. Open Amazon EventBridge, Partner event sources. Select the source, and associate it with an event bus. Then add a rule to this bus, which says where the events go.

https://vendor.example/events shows these steps in detail, also for CloudFormation, Terraform and the AWS CLI.

If these events are no longer needed, delete the event source on https://vendor.example/events, and we stop writing about it.

Vendor
`,
  });
});

test.each([
  ['Expiring', { daysLeft: 3 }, 'by 24 November 2026, 19:00 UTC'],
  ['Failing', { failingHours: 6 }, 'by 22 November 2026, 13:00 UTC'],
  ['Failing', { failingHours: 24 }, 'What to do now'],
  ['Failing', { failingHours: 48 }, 'What to do now'],
  ['Expired', {}, 'no deadline'],
  ['Deleted', {}, 'no deadline'],
] as const)('the mail about %s with %j says by when: %s', (what, fields, deadline) => {
  const { body } = mailText(anInput(what, fields), sender);

  expect(body).toContain(deadline);
});

test('there is no mail about what no rule matches', () => {
  const activated = { ...anInput('Deleted'), type: 'Partner Event Source Activated' };

  expect(() => mailText(activated, sender)).toThrow('no mail about Partner Event Source Activated');
});

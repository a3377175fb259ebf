import { expect, test } from '@jest/globals';
import {
  shortPlan,
  wholePlan,
  type PlannedWalk,
} from '../../../../operate/validate/plan/plan-lines.ts';

const walk: PlannedWalk = {
  title: 'stage dev',
  kind: 'stage',
  regions: ['us-east-1', 'eu-west-1'],
  partnerAccount: '111122223333',
  customerAccount: '444455556666',
  tenants: ['fanout-validate-abcdefgh-a', 'fanout-validate-abcdefgh-b'],
  areOwn: true,
  samples: 213,
  graceMinutes: 5,
};

test('a short plan says where, for whom, with what, and that nothing stays', () => {
  const text = shortPlan(walk).join('\n');

  expect(text).toContain('stage dev');
  expect(text).toContain('us-east-1, eu-west-1\n');
  expect(text).toContain('444455556666');
  expect(text).toContain('213 samples');
  expect(text).toContain('taken away at the end, also after Ctrl-C');
});

test('fewer Regions than AWS asks for are pointed out', () => {
  expect(shortPlan({ ...walk, regions: ['us-east-1'] }).join('\n')).toContain('AWS asks for 2');
});

test('a whole plan of a stage names both sides and their permissions', () => {
  const text = wholePlan(walk).join('\n');

  expect(text).toContain('partner (account 111122223333)');
  expect(text).toContain('customer (account 444455556666)');
  expect(text).toContain('5 minutes old: it waits for them');
  expect(text).toMatch(/Permissions of your own credentials:\n[^]*DeletePartnerEventSource/);
  expect(text).toMatch(/Permissions of the customer’s profile:\n[^]*CreateEventBus/);
});

test('a whole plan of local mode moves its clock and needs no permissions', () => {
  const text = wholePlan({ ...walk, kind: 'local' }).join('\n');

  expect(text).toContain('its clock is moved by them');
  expect(text).toContain('throttle one source');
  expect(text).not.toContain('Permissions');
});

import { describe, expect, test } from '@jest/globals';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import {
  demonstrationEvents,
  demonstrationFaults,
  demonstrationHints,
  demonstrationSources,
} from '../../local/demonstration.ts';
import { tenantOf } from '../../lambdas/domain/generator.ts';
import { sourceName } from '../../lambdas/domain/source-name.ts';
import { partnerName } from '../../local/partner.ts';

const lines = await Array.fromAsync(demonstrationEvents());
const events = lines
  .flatMap(({ text }) => readMessage(text, 0))
  .map((read) => {
    if (read.kind === 'invalid') throw new Error(read.reason);
    return read.event;
  });

test('every payload is a domain event of its own id', () => {
  expect(events).toHaveLength(329);
  expect(new Set(events.map(({ id }) => id)).size).toBe(329);
});

test('generator, detail type and detail come from the payload', () => {
  const opened = events.find(({ detailType }) => detailType === 'issues.opened');
  expect(opened?.generator).toBe('Codertocat/Hello-World');
  expect(JSON.parse(opened?.detailJson ?? '')).toMatchObject({
    action: 'opened',
    repository: { full_name: 'Codertocat/Hello-World' },
  });
  expect(events.some(({ detailType }) => detailType === 'push')).toBe(true);
});

test('the customers show every case, and each has events', () => {
  const states = demonstrationSources.map(({ bus }) => bus);
  expect(new Set(states)).toEqual(new Set(['active', 'pending', 'gone']));
  const active = demonstrationSources.filter(({ bus }) => bus === 'active');
  expect(new Set(active.map(({ region }) => region)).size).toBeGreaterThan(1);
  expect(new Set(active.map(({ generator }) => generator)).size).toBeLessThan(active.length);
  const generators = new Set(events.map(({ generator }) => generator));
  for (const { generator } of demonstrationSources) expect(generators).toContain(generator);
  for (const { detailTypes = [] } of demonstrationSources) {
    for (const type of detailTypes) {
      expect(events.some(({ detailType }) => detailType === type)).toBe(true);
    }
  }
});

test('some events are of generators that nobody asked for', () => {
  const asked = new Set(demonstrationSources.map(({ generator }) => generator));
  expect(events.some(({ generator }) => !asked.has(generator))).toBe(true);
});

describe('the hints', () => {
  const { sourceErrors = [] } = demonstrationFaults;
  const refused = demonstrationSources.filter(({ generator, account }) =>
    sourceErrors.some(({ source }) => source === sourceName(partnerName, generator, account)),
  );
  const unheard = demonstrationSources.filter(({ bus }) => bus !== 'active');

  test.each([...unheard, ...refused])(
    'name $account in $region, and how many events of $generator there are to send',
    (source) => {
      const { generator, account, region } = source;
      const own = events.filter((event) => event.generator === generator);
      const hint = demonstrationHints
        .split(/(?=\n {2}Tenant)/)
        .find((text) => text.includes(`customer ${account} (${region})`));

      expect(hint).toMatch(new RegExp(`Tenant ${tenantOf(generator)} `));
      expect(hint).toMatch(new RegExp(`\\b${own.length}\\s+(failed\\s+)?events`));
    },
  );

  test('are of three customers', () => {
    expect([...unheard, ...refused]).toHaveLength(3);
  });
});

import { describe, expect, it } from '@jest/globals';
import { codesOf, errorCodes, type ErrorClass } from '../../../lambdas/domain/error-codes.ts';
import { classifyFailure } from '../../../lambdas/domain/outcome.ts';
import { backOffSeconds } from '../../../lambdas/domain/retry-policy.ts';
import { localSettings } from '../../../lambdas/settings/local-settings.ts';
import {
  standardSettings,
  withOverrides,
  type Settings,
} from '../../../lambdas/settings/standard-settings.ts';
import { guideAnswers, type Answer } from '../../../operate/guide/answers.ts';
import { guideItems } from '../../../operate/guide/items.ts';
import { attemptsOf } from '../../../operate/guide/put-errors.ts';

function answer(item: Answer['item'], settings: Settings): string {
  const found = guideAnswers(settings).find((one) => one.item === item);
  return found?.paragraphs.join('\n') ?? '';
}

const withSettings = (overrides: Parameters<typeof withOverrides>[1]) =>
  withOverrides(standardSettings, overrides);

it('answers each item that AWS asks for in words', () => {
  const described = Object.entries(guideItems).flatMap(([item, { part }]) =>
    part === 'describe' ? [item] : [],
  );
  const answers = guideAnswers(standardSettings);
  expect(answers.map(({ item }) => item).toSorted()).toEqual(described.toSorted());
  for (const { paragraphs } of answers) expect(paragraphs.length).toBeGreaterThan(3);
});

it.each(['putErrors', 'pendingToNonexistent'] as const)(
  'gives %s other figures for local mode',
  (item) => {
    expect(answer(item, localSettings)).not.toBe(answer(item, standardSettings));
  },
);

describe('each figure comes from the settings', () => {
  it.each([
    ['putErrors', { retry: { maxDelaySeconds: 420 } }, 'never more than 7 minutes'],
    ['putErrors', { retry: { baseDelaySeconds: 5 } }, 'at most 5 seconds at first'],
    ['putErrors', { retry: { retryForSeconds: 36_000 } }, 'After 10 hours a delivery is given up'],
    ['putErrors', { retry: { retryForSeconds: 36_000 } }, 'tried again for 10 hours'],
    ['putErrors', { delivery: { maxEntries: 11 } }, 'at most 11 entries'],
    ['putErrors', { delivery: { callTimeoutMs: 4_500 } }, 'within 4500 milliseconds'],
    ['putErrors', { entryLimits: { eventIdIn: 'resources' } }, 'has its own id in resources'],
    ['putErrors', { entryLimits: { maxRequestBytes: 300_000 } }, '300,000 bytes'],
    ['putErrors', { entryLimits: { maxEntryBytes: 262_144 } }, 'more than 262,144 bytes'],
    ['putErrors', { largeEvents: { relay: 'no' } }, 'is not sent; it is a dead letter at once'],
    ['putErrors', { quotas: { putPartnerEventsPerSecond: 2_345 } }, '2,345 requests a second'],
    ['putErrors', { history: { rowDays: 45 } }, 'last 45 days'],
    ['putErrors', { history: { bodyDays: 4 } }, 'held for the customer'],
    ['putErrors', { history: { bodyDays: 4 } }, 'sent again for 4 days'],
    ['putErrors', { history: { rows: 'none' } }, 'sees the last error of each source'],
    ['putErrors', { history: { rows: 'exceptions' } }, 'not accepted at once on the page'],
    ['putErrors', { reconcile: { failingHours: [2, 5] } }, 'failed for 2 and 5 hours'],
    ['putErrors', { reconcile: { failingHours: [1] } }, 'failed for 1 hour,'],
    ['pendingToNonexistent', { history: { bodyDays: 4 } }, 'up to 4 days after it came'],
    ['pendingToNonexistent', { reconcile: { everyMinutes: 20 } }, 'Every 20 minutes'],
    ['pendingToNonexistent', { reconcile: { expiringDays: [6] } }, '6 days before the expiry'],
    ['pendingToNonexistent', { reconcile: { gone: 'report' } }, 'the second is only reported'],
    ['pendingToNonexistent', { reconcile: { registrationGraceMinutes: 9 } }, 'the last 9 minutes'],
    ['pendingToNonexistent', { reconcile: { drift: 'report' } }, 'the difference is reported'],
    ['pendingToNonexistent', { reconcile: { orphan: 'delete' } }, '24 hours is deleted'],
    ['pendingToNonexistent', { reconcile: { orphan: 'adopt' } }, 'is given a registration again'],
    ['pendingToNonexistent', { reconcile: { orphanGraceHours: 5 } }, 'for 5 hours'],
    ['pendingToNonexistent', { mappingCache: { cacheSeconds: 12 } }, 'another 12 seconds'],
    ['pendingToNonexistent', { history: { bodyDays: 4 } }, 'up to 4 days after that are held'],
    [
      'pendingToNonexistent',
      { history: { withoutBody: ['x.y'] } },
      'The contents of x.y are never',
    ],
  ] as const)('%s with %j says %j', (item, overrides, text) => {
    expect(answer(item, withSettings(overrides))).toContain(text);
  });

  it('says nothing of an id that customers do not receive', () => {
    const settings = withSettings({ entryLimits: { eventIdIn: 'none' } });
    expect(answer('putErrors', settings)).not.toContain('resources');
  });

  it('says nothing of notices that the settings switch off', () => {
    const settings = withSettings({ reconcile: { expiringDays: [], failingHours: [] } });
    expect(answer('pendingToNonexistent', settings)).not.toContain('Expiring');
    expect(answer('putErrors', settings)).not.toContain('notified');
  });
});

describe('codes that the stage sets for a missing source', () => {
  const builtIn = codesOf('sourceGone').join(', ');
  const either = codesOf('sourceGone').join(' or ');

  it('are named beside those that the product knows', () => {
    const settings = withSettings({ errorCodes: { sourceGone: ['NoSuchSource', 'Source Gone'] } });

    expect(answer('putErrors', settings)).toContain(
      `A missing source (${builtIn}, NoSuchSource, Source Gone;`,
    );
    expect(answer('pendingToNonexistent', settings)).toContain(
      'PutPartnerEvents answers EventBusNotFound, PartnerEventSourceNotFound, NoSuchSource or Source Gone (ResourceNotFoundException or ResourceNotFound only with',
    );
  });

  it('need no sentence if they are among those that need it otherwise', () => {
    const settings = withSettings({ errorCodes: { sourceGone: ['ResourceNotFoundException'] } });

    expect(answer('putErrors', settings)).toContain(
      `A missing source (${builtIn}, ResourceNotFoundException; ResourceNotFound only with`,
    );
    const both = withSettings({
      errorCodes: { sourceGone: ['ResourceNotFound', 'ResourceNotFoundException'] },
    });
    expect(answer('putErrors', both)).toContain(
      `A missing source (${builtIn}, ResourceNotFound, ResourceNotFoundException) ends`,
    );
  });

  it('are named once, however they are written', () => {
    const settings = withSettings({ errorCodes: { sourceGone: ['event bus not found'] } });

    expect(answer('putErrors', settings)).toBe(answer('putErrors', standardSettings));
    expect(answer('pendingToNonexistent', settings)).toContain(`answers ${either} (`);
  });
});

it('promises nothing that was kept where there is no history', () => {
  const settings = withSettings({ history: { rows: 'none' } });
  const texts = answer('pendingToNonexistent', settings) + answer('putErrors', settings);
  expect(texts).toContain('dropped and counted');
  expect(texts).not.toMatch(/held|sent again for|can have it sent|what was missed/);
});

describe('codes', () => {
  const text = answer('putErrors', standardSettings);
  const [, retried = '', , refused = '', gone = ''] =
    guideAnswers(standardSettings).find(({ item }) => item === 'putErrors')?.paragraphs ?? [];

  // What Node.js says of connections is described in words.
  const inWords = new Set<ErrorClass>([
    'noCredentials',
    'notConnected',
    'timedOut',
    'noAnswer',
    'reset',
    'broken',
    'processExhausted',
    'certificate',
  ]);

  /** The paragraph that must name a code; undefined for one that is described in words or is of other calls. */
  function paragraphOf(name: ErrorClass, code: string): string | undefined {
    const outcome = classifyFailure({ code, message: '' });
    if (outcome.kind === 'rejected') return refused;
    if (outcome.kind === 'sourceGone') return gone;
    const isNamed = outcome.kind === 'retryable' && outcome.known && !inWords.has(name);
    return isNamed ? retried : undefined;
  }

  const placed = (Object.keys(errorCodes) as ErrorClass[]).flatMap((name) =>
    codesOf(name).map((code) => ({ code, paragraph: paragraphOf(name, code) })),
  );

  it.each(placed.filter(({ paragraph }) => paragraph !== undefined))(
    'names $code where it belongs',
    ({ code, paragraph }) => {
      expect(paragraph).toContain(code);
    },
  );

  it.each(placed.filter(({ paragraph }) => paragraph === undefined))(
    'does not say that $code is given up',
    ({ code }) => {
      expect(refused.split(/[\s,.:]+/)).not.toContain(code);
    },
  );

  it('names no code twice', () => {
    const all = Object.keys(errorCodes).flatMap((name) => codesOf(name as ErrorClass));
    const twice = all.filter(
      (code) => text.split(/[^\w ]+ ?/).filter((one) => one === code).length > 1,
    );
    expect(twice).toEqual([]);
  });
});

describe('attemptsOf', () => {
  it.each([
    standardSettings.retry,
    { baseDelaySeconds: 1, maxDelaySeconds: 4, retryForSeconds: 600 },
    { baseDelaySeconds: 60, maxDelaySeconds: 30, retryForSeconds: 3_600 },
  ])('is what the back-off gives on average for %j', (policy) => {
    let attempts = 1;
    for (let second = 0; second < policy.retryForSeconds; attempts += 1) {
      second += backOffSeconds(attempts, 0.5, policy);
    }
    expect(Math.abs(attemptsOf(policy) - attempts) / attempts).toBeLessThan(0.1);
  });
});

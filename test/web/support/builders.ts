import type { Source } from '../../../web/api/source.ts';

/** The moment at which the tests take place, epoch milliseconds. */
export const testNowMs = Date.parse('2026-11-21T19:00:00Z');

const source = {
  name: 'aws.partner/vendor.test/acme/repo1/111122223333',
  displayName: null,
  arn: 'arn:aws:events:eu-west-1::event-source/aws.partner/vendor.test/acme/repo1/111122223333',
  generator: 'acme/repo1',
  account: '111122223333',
  region: 'eu-west-1',
  detailTypes: null,
  state: 'PENDING',
  expirationTime: '2026-11-23T19:00:00.000Z',
  expiresInSeconds: 172_800,
  createdAt: '2026-11-09T19:00:00.000Z',
  lastCheckedAt: null,
  lastAcceptedEvent: null,
  pausedAt: null,
  missedSince: null,
  sendsMissedOnceActive: false,
  lastError: null,
  retirement: null,
  consoleUrl: 'https://eu-west-1.console.aws.amazon.com/events/home?region=eu-west-1#/partners',
} as const;

/** A PENDING source as the API gives it. */
export function anApiSource(fields: Partial<Omit<Source, 'expiresAtMs'>> = {}) {
  return { ...source, ...fields };
}

/** A PENDING source as the page has it; it expires in two days. */
export function aSource(fields: Partial<Source> = {}): Source {
  return { ...source, expiresAtMs: testNowMs + 172_800_000, ...fields };
}

/** A source that was accepted. */
export function anActiveSource(fields: Partial<Source> = {}): Source {
  return aSource({
    state: 'ACTIVE',
    expirationTime: null,
    expiresInSeconds: null,
    expiresAtMs: null,
    ...fields,
  });
}

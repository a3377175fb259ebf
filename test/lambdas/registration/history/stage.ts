import type { Mapping } from '../../../../lambdas/domain/mapping.ts';
import type { HistoryReader, HistorySource } from '../../../../lambdas/ports/history.ts';
import type { HistorySettings } from '../../../../lambdas/ports/registration-services.ts';
import { mappingOf, sourceOf } from '../../../support/customer.ts';
import { testNowMs } from '../../../support/domain-builders.ts';
import { fakeHistoryReader, type FakeHistoryReader } from '../../../support/fake-history-reader.ts';
import { bodyOf, type RequestOverrides } from '../../../support/http-api-events.ts';
import {
  fakeRegistration,
  registrationTestSettings,
  type RegistrationOverrides,
} from '../../../support/registration-services.ts';

/** The registration whose history the tests read, unless they say otherwise. */
export const wish = { generator: 'acct1/repo1', account: '111122223333', region: 'eu-west-1' };
/** The name of its source. */
export const { name } = sourceOf(wish);
/** Whose history it is. */
export const source: HistorySource = { tenant: 'acct1', sourceArn: sourceOf(wish).arn };

/** A time so many seconds before the tests' present. */
export const ago = (seconds: number): number => testNowMs - seconds * 1000;
/** It as a text. */
export const momentAgo = (seconds: number): string => new Date(ago(seconds)).toISOString();

/** What differs between the tests' stages. */
export interface StageOverrides extends RegistrationOverrides {
  readonly mapping?: Partial<Mapping>;
  readonly readers?: Readonly<Record<string, HistoryReader>>;
  readonly history?: Partial<HistorySettings>;
}

/** Registration with a source, and the history of one Region or of those that are given. */
export function aStage({ mapping, readers, history, ...overrides }: StageOverrides = {}) {
  const own: FakeHistoryReader = fakeHistoryReader();
  const stage = fakeRegistration({
    mappings: [mappingOf(wish, mapping)],
    settings: { history: { ...registrationTestSettings.history, ...history } },
    ...overrides,
    replace: (services) => ({
      history: new Map<string, HistoryReader>(Object.entries(readers ?? { 'us-east-1': own })),
      ...overrides.replace?.(services),
    }),
  });
  const get = async (path: string, query = {}, rest: RequestOverrides = {}) => {
    const answer = await stage.send({ path, query, ...rest });
    return { ...answer, status: answer.statusCode, json: bodyOf(answer) };
  };
  return {
    ...stage,
    own,
    get,
    list: async (query = {}, rest: RequestOverrides = {}) =>
      await get(`/sources/${name}/deliveries`, query, rest),
  };
}

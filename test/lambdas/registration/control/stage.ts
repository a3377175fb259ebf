import type { Mapping } from '../../../../lambdas/domain/mapping.ts';
import type { HistoryRow } from '../../../../lambdas/domain/history/row.ts';
import { mappingOf, sourceOf, type Wish } from '../../../support/customer.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';
import type { RequestOverrides } from '../../../support/http-api-events.ts';
import {
  fakeRegistration,
  type RegistrationOverrides,
} from '../../../support/registration-services.ts';

/** The customer of the tests of pause, resends and replays. */
export const wish: Wish = {
  generator: 'acct1/repo1',
  account: '111122223333',
  region: 'us-east-1',
};

/** Its source's name. */
export const { name } = sourceOf(wish);

/** How a test's source differs from one that is ACTIVE, registered and in AWS. */
export interface ControlledSource extends RegistrationOverrides {
  readonly mapping?: Partial<Mapping>;
  readonly inAws?: 'ACTIVE' | 'PENDING' | 'nothing';
}

/** A registration API with one source. */
export async function aControlledSource({
  mapping: fields = {},
  inAws = 'ACTIVE',
  ...overrides
}: ControlledSource = {}) {
  const mapping = mappingOf(wish, { lastCheckedAt: '2026-11-21T18:00:00.000Z', ...fields });
  const stage = fakeRegistration({ ...overrides, mappings: [mapping] });
  const { sources, history, clock } = stage;
  if (inAws !== 'nothing') await sources.create(wish.region, name, wish.account);
  if (inAws === 'ACTIVE') sources.accept(wish.region, name);
  const post = async (path: string, body?: unknown, request: RequestOverrides = {}) =>
    await stage.send({ method: 'POST', path, ...(body !== undefined && { body }), ...request });
  return {
    ...stage,
    mapping,
    post,
    /** Asks for something to be done about the source. */
    ask: async (action: string, body?: unknown, request?: RequestOverrides) =>
      await post(`/sources/${name}/${action}`, body, request),
    current: () => stage.mappings.all()[0]!,
    record: (...rows: readonly Partial<HistoryRow>[]) =>
      history.record(
        mapping,
        clock.now() - 1_000,
        rows.map((row) => aHistoryRow({ atMs: clock.now() - 60_000, ...row })),
      ),
  };
}

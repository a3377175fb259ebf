/* oxlint-disable eslint/max-lines-per-function -- a suite of tests: its describe blocks are as long as their tests, as in any *.test.ts */
import { expect, test } from '@jest/globals';
import { missedSinceRetirement } from '../../lambdas/domain/missed.ts';
import type { CountedMappings, LookUpOptions, MappingTable } from '../../lambdas/ports/delivery.ts';
import type { RegistrationTable } from '../../lambdas/ports/registration.ts';
import { aMapping, aNotification } from '../support/domain-builders.ts';
import { registerAll } from '../support/register-all.ts';

const gone = aNotification();

/** A mapping table from the sides of who delivers and who registers. */
export interface DeliveryTables {
  readonly mappings: MappingTable;
  readonly registrations: RegistrationTable;
}

/** What every mapping table must do; `emptyTables` makes one without mappings. */
export function mappingTableContract(emptyTables: () => Promise<DeliveryTables>): void {
  const tableWith = async (...mappings: ReturnType<typeof aMapping>[]) => {
    const tables = await emptyTables();
    await registerAll(tables.registrations, ...mappings);
    return tables.mappings;
  };
  const emptyTable = () => tableWith();

  test('a registration is found by its generator, as it was', async () => {
    const filtered = aMapping({ account: '222222222222', detailTypes: ['push', 'größe'] });
    const table = await tableWith(aMapping(), filtered);

    expect(await liveOf(table)).toEqual([aMapping(), filtered]);
  });

  test('a display name is not found with a mapping: no delivery depends on it', async () => {
    const table = await tableWith(aMapping({ displayName: 'Orders' }));

    expect(await liveOf(table)).toEqual([aMapping()]);
  });

  test('nobody asked: nothing is found', async () => {
    expect(await liveOf(await emptyTable())).toEqual([]);
  });

  test('a generator that another begins with is another one', async () => {
    const table = await tableWith(aMapping({ generator: 'acct1/repo1-2' }));

    expect(await liveOf(table, 'acct1/repo1')).toEqual([]);
    expect(await liveOf(table, 'acct1/repo')).toEqual([]);
  });

  test('a generator of any characters is found', async () => {
    const mapping = aMapping({ generator: 'ä/😀 "\\_.' });

    expect(await liveOf(await tableWith(mapping), mapping.generator)).toEqual([mapping]);
  });

  test('hundreds of large mappings of one generator are all found', async () => {
    const detailTypes = Array.from({ length: 60 }, (_, index) => `${'x'.repeat(120)}${index}`);
    const accounts = Array.from({ length: 150 }, (_, index) => String(100_000_000_000 + index));
    const mappings = accounts.map((account) => aMapping({ account, detailTypes }));

    expect(await liveOf(await tableWith(...mappings))).toEqual(mappings);
  }, 60_000);

  test('a range of a generator is found, or a single source, or the first so many', async () => {
    const all = tenOf('acct1/repo1');
    const table = await tableWith(...all, ...tenOf('acct1/repo1-2'));
    const arn = (index: number) => all[index]!.sourceArn;
    const found = async (options: LookUpOptions) => await table.findLive('acct1/repo1', options);

    expect(await found({})).toEqual(all);
    expect(await found({ after: arn(2) })).toEqual(all.slice(3));
    expect(await found({ through: arn(2) })).toEqual(all.slice(0, 3));
    expect(await found({ after: arn(2), through: arn(6) })).toEqual(all.slice(3, 7));
    // Neither end needs to be a source.
    const between = { after: `${arn(2)}0`, through: `${arn(6)}0` };
    expect(await found(between)).toEqual(all.slice(3, 7));
    expect(await found({ after: arn(9) })).toEqual([]);
    expect(await found({ sourceArn: arn(4) })).toEqual([all[4]]);
    expect(await found({ sourceArn: arn(4), after: arn(4) })).toEqual([all[4]]);
    expect(await found({ sourceArn: arn(4).slice(0, -1) })).toEqual([]);
    expect(await found({ atMost: 4, after: arn(2) })).toEqual(all.slice(3, 7));
    expect(await found({ atMost: 4, after: arn(7) })).toEqual(all.slice(8));
  });

  test('as many mappings as are asked for are found, however many are retired between them', async () => {
    const all = tenOf('acct1/repo1');
    const table = await tableWith(...all);
    for (const index of [0, 1, 3, 4, 5]) await table.retire(all[index]!, gone);

    expect(await table.findLive('acct1/repo1', { atMost: 3 })).toEqual([all[2], all[6], all[7]]);
  });

  test('what would be found is counted, stretch by stretch', async () => {
    const all = tenOf('acct1/repo1');
    const table = await tableWith(...all, ...tenOf('acct1/repo1-2'));
    await table.retire(all[1]!, gone);
    const counted: CountedMappings[] = [];
    for (let after: string | undefined; counted.length < 10;) {
      const one = await table.countLive('acct1/repo1', { atMost: 4, ...(after && { after }) });
      counted.push(one);
      after = one.through;
      if (after === undefined) break;
    }

    expect(counted).toEqual([
      { mappings: 3, through: all[3]!.sourceArn },
      { mappings: 4, through: all[7]!.sourceArn },
      { mappings: 2 },
    ]);
    expect(
      await table.countLive('acct1/repo1', {
        through: all[3]!.sourceArn,
        retiredSince: '2026-11-21T18:59:59.999Z',
      }),
    ).toEqual({ mappings: 4 });
    expect(await table.countLive('acct1/nobody')).toEqual({ mappings: 0 });
  });

  test('a new registration takes the place of the older one of the same source', async () => {
    const table = await tableWith(aMapping(), aMapping({ generation: 'generation-2' }));

    expect(await liveOf(table)).toEqual([aMapping({ generation: 'generation-2' })]);
  });

  test('one account may register in several Regions', async () => {
    const here = aMapping({ region: 'eu-west-1' });

    expect(await liveOf(await tableWith(here, aMapping()))).toEqual([here, aMapping()]);
  });

  test('a retired mapping is found no more, and the others are', async () => {
    const other = aMapping({ account: '222222222222' });
    const table = await tableWith(aMapping(), other);

    expect(await table.retire(aMapping(), gone)).toBe('retired');
    expect(await liveOf(table)).toEqual([other]);
  });

  test('a retired mapping is found by whoever asks for what was retired since', async () => {
    const other = aMapping({ account: '222222222222' });
    const table = await tableWith(aMapping(), other);
    await table.retire(aMapping(), gone);
    const foundSince = async (retiredSince: string) => {
      const found = await table.findLive('acct1/repo1', { retiredSince });
      return found.map(({ account, retirement }) => [account, retirement?.retiredAt]);
    };

    expect(await foundSince('2026-11-21T18:59:59.999Z')).toEqual([
      [aMapping().account, gone.time],
      ['222222222222', undefined],
    ]);
    expect(await foundSince(gone.time)).toEqual([['222222222222', undefined]]);
  });

  test('retired twice, the second time finds nothing to retire', async () => {
    const table = await tableWith(aMapping());
    await table.retire(aMapping(), gone);

    expect(await table.retire(aMapping(), gone)).toBe('retiredBefore');
  });

  test('what was never registered is absent, and stays so', async () => {
    const table = await emptyTable();

    expect(await table.retire(aMapping(), gone)).toBe('absent');
    expect(await liveOf(table)).toEqual([]);
  });

  test('a newer registration is not retired for an older one', async () => {
    const newer = aMapping({ generation: 'generation-2' });
    const table = await tableWith(aMapping(), newer);

    expect(await table.retire(aMapping(), gone)).toBe('superseded');
    expect(await liveOf(table)).toEqual([newer]);
  });

  test('what became of events is kept with a live mapping, each part until there is a newer one', async () => {
    const lastAcceptedEvent = { id: 'größe', detailType: 'push', acceptedAt: gone.time };
    const lastError = { code: 'ThrottlingException', message: '', time: gone.time };
    const table = await tableWith(aMapping({ detailTypes: ['push'] }));
    expect(await table.noteActivity(aMapping(), { lastAcceptedEvent })).toBe('noted');
    expect(await table.noteActivity(aMapping(), { lastError })).toBe('noted');
    const failingSince = gone.time;
    const noted = aMapping({ detailTypes: ['push'], lastAcceptedEvent, lastError, failingSince });
    expect(await liveOf(table)).toEqual([noted]);

    const later = { ...lastAcceptedEvent, id: 'later' };
    expect(await table.noteActivity(aMapping(), { lastAcceptedEvent: later })).toBe('noted');
    const { failingSince: _, ...accepted } = noted;
    expect(await liveOf(table)).toEqual([{ ...accepted, lastAcceptedEvent: later }]);
  });

  test('deliveries fail since the first error after the last acceptance', async () => {
    const accepted = { id: 'a', detailType: 'push', acceptedAt: '2026-11-21T19:05:00.000Z' };
    const table = await tableWith(aMapping());
    await table.noteActivity(aMapping(), errorAt(1));
    await table.noteActivity(aMapping(), errorAt(2));
    expect(await liveOf(table)).toMatchObject([
      { failingSince: '2026-11-21T19:01:00.000Z', ...errorAt(2) },
    ]);

    await table.noteActivity(aMapping(), { lastAcceptedEvent: accepted, ...errorAt(4) });
    expect((await liveOf(table))[0]).not.toHaveProperty('failingSince');
    await table.noteActivity(aMapping(), errorAt(6));
    expect(await liveOf(table)).toMatchObject([{ failingSince: '2026-11-21T19:06:00.000Z' }]);
  });

  test('a retirement notes since when events may have been missed, unless it is known since earlier', async () => {
    const earlier = aMapping({ account: '222222222222', missedSince: '2026-11-02T00:00:00.000Z' });
    const { mappings: table, registrations } = await emptyTables();
    await registerAll(registrations, aMapping(), earlier);
    await table.retire(aMapping(), gone);
    await table.retire(earlier, gone);

    const since = (await registrations.find('acct1/repo1')).map((one) => one.missedSince);
    expect(since.toSorted((one = '', other = '') => one.localeCompare(other))).toEqual([
      earlier.missedSince,
      missedSinceRetirement(gone.time),
    ]);
  });

  test('what became of events is not kept with a newer registration, a retired mapping or none', async () => {
    const lastError = { code: 'X', message: 'y', time: gone.time };
    const newer = aMapping({ generation: 'generation-2' });
    const { mappings: table, registrations } = await emptyTables();
    await registerAll(registrations, newer);
    expect(await table.noteActivity(aMapping(), { lastError })).toBe('superseded');
    expect(await liveOf(table)).toEqual([newer]);

    await table.retire(newer, gone);
    expect(await table.noteActivity(newer, { lastError })).toBe('superseded');
    const nobody = aMapping({ generator: 'acct1/nobody' });
    expect(await table.noteActivity(nobody, { lastError })).toBe('superseded');
    expect(await registrations.find('acct1/nobody')).toEqual([]);
    expect((await registrations.find('acct1/repo1'))[0]).not.toHaveProperty('lastError');
  });

  test('a retired source that is registered again is live again', async () => {
    const { mappings: table, registrations } = await emptyTables();
    await registerAll(registrations, aMapping());
    await table.retire(aMapping(), gone);
    const newer = aMapping({ generation: 'generation-2' });
    await registerAll(registrations, newer);

    expect(await liveOf(table)).toMatchObject([newer]);
    expect(await table.retire(aMapping(), gone)).toBe('superseded');
  });
}

function tenOf(generator: string) {
  return Array.from({ length: 10 }, (_, index) =>
    aMapping({ generator, account: String(100_000_000_000 + index) }),
  );
}

function errorAt(minute: number) {
  return { lastError: { code: 'X', message: 'y', time: `2026-11-21T19:0${minute}:00.000Z` } };
}

async function liveOf(table: MappingTable, generator = 'acct1/repo1') {
  const live = await table.findLive(generator);
  return live.toSorted((a, b) => a.sourceArn.localeCompare(b.sourceArn));
}

/* oxlint-disable eslint/max-lines-per-function -- a suite of tests: its describe blocks are as long as their tests, as in any *.test.ts */
import { expect, test } from '@jest/globals';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { MappingControls } from '../../lambdas/ports/mapping-controls.ts';
import { aMapping, aNotification, testNowMs } from '../support/domain-builders.ts';
import { registerAll } from '../support/register-all.ts';
import type { DeliveryTables } from './mapping-table.ts';

/** A mapping table from the sides of who delivers, who registers and who controls. */
export interface ControlledTables extends DeliveryTables {
  readonly controls: MappingControls;
}

const pausedAt = new Date(testNowMs).toISOString();
const pause = { kind: 'pause', atMs: testNowMs, booksMissed: true } as const;
const resume = {
  kind: 'resume',
  atMs: testNowMs + 60_000,
  settledAtMs: testNowMs + 180_000,
  leavesMissed: false,
} as const;
const outbox = [aNotification()];

/** What the controls of every table must do; `emptyTables` makes one without mappings. */
export function mappingControlsContract(emptyTables: () => Promise<ControlledTables>): void {
  const tablesWith = async (mapping: Mapping) => {
    const tables = await emptyTables();
    await registerAll(tables.registrations, mapping);
    const current = async () => (await tables.registrations.find(mapping.generator))[0];
    return { ...tables, current };
  };

  test('a control changes what it is about, keeps everything else, and returns the mapping', async () => {
    const before = aMapping({ detailTypes: ['push'], outbox });
    const { controls, current } = await tablesWith(before);
    const paused = { ...before, pausedAt, missedSince: pausedAt };

    expect(await controls.control(before, pause)).toEqual(paused);
    expect(await current()).toEqual(paused);
    expect(await controls.control(before, pause)).toEqual(paused);
  });

  test('a control removes what is no more', async () => {
    const doubt = { from: '2026-11-02T00:00:00.000Z', to: '2026-11-03T00:00:00.000Z' };
    const before = aMapping({
      doubt,
      missedSince: doubt.from,
      missedUntil: doubt.to,
      sendsMissedOnceActive: true,
    });
    const { controls, current } = await tablesWith(before);
    await controls.control(before, { kind: 'missedDecided', from: doubt.from, until: pausedAt });
    await controls.control(before, { kind: 'missedIsSent' });

    expect(await current()).toEqual(aMapping());
  });

  test('one after the other, every control is about what the one before has left', async () => {
    const { controls, current } = await tablesWith(aMapping());
    await controls.control(aMapping(), pause);
    await controls.control(aMapping(), resume);
    await controls.control(aMapping(), { kind: 'skipBacklog', before: pausedAt });
    await controls.control(aMapping(), { kind: 'sendMissedOnceActive' });

    expect(await current()).toEqual(
      aMapping({
        missedSince: pausedAt,
        missedUntil: '2026-11-21T19:03:00.000Z',
        skipBefore: pausedAt,
        sendsMissedOnceActive: true,
      }),
    );
  });

  test('controls at the same time all take effect', async () => {
    const { controls, current } = await tablesWith(aMapping());
    await Promise.all([
      controls.control(aMapping(), pause),
      controls.control(aMapping(), { kind: 'skipBacklog', before: pausedAt }),
      controls.control(aMapping(), { kind: 'sendMissedOnceActive' }),
    ]);

    expect(await current()).toMatchObject({
      pausedAt,
      missedSince: pausedAt,
      skipBefore: pausedAt,
      sendsMissedOnceActive: true,
    });
  });

  test('a registration that was replaced or removed has no control', async () => {
    const newer = aMapping({ generation: 'generation-2' });
    const { controls, registrations, current } = await tablesWith(newer);

    expect(await controls.control(aMapping(), pause)).toBe('superseded');
    expect(await current()).toEqual(newer);
    await registrations.remove(newer);
    expect(await controls.control(newer, pause)).toBe('superseded');
    expect(await current()).toBeUndefined();
  });

  test('of a retired mapping, only what it missed can be decided', async () => {
    const { controls, mappings, current } = await tablesWith(aMapping());
    await mappings.retire(aMapping(), aNotification());
    const until = '2026-11-22T00:00:00.000Z';

    expect(await controls.control(aMapping(), pause)).toBe('retired');
    expect(await controls.control(aMapping(), resume)).toBe('retired');
    expect(await controls.control(aMapping(), { kind: 'missedDecided', until })).toMatchObject({
      missedSince: until,
    });
    expect(await current()).toMatchObject({ missedSince: until, retirement: {} });
  });
}

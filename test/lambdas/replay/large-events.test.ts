import { describe, expect, test } from '@jest/globals';
import { entrySizeBytes } from '../../../lambdas/domain/delivery.ts';
import type { DomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { testSettings } from '../../support/delivery-services.ts';
import { aDomainEvent, aMapping } from '../../support/domain-builders.ts';
import { failWhole } from '../../support/fake-put-partner-events.ts';
import type { FakePayloads } from '../../support/fake-payloads.ts';
import { aHistoryRow } from '../../support/history-builders.ts';
import { aReplay } from '../../support/replay-builders.ts';
import { replayWorld } from '../../support/replay-world.ts';

const { maxEntryBytes } = testSettings;
const dayMs = 24 * 60 * 60_000;
const detailJson = '{"text":"ü 語 😀","number":300.0}';

/** A world in which a source has missed events, and a replay of them that has just been asked for. */
async function worldWith(
  eventsOf: (payloads: FakePayloads) => readonly DomainEvent[],
  settings: Parameters<typeof replayWorld>[0] = {},
) {
  const world = replayWorld({ mappings: [aMapping()], hasPayloads: true, ...settings });
  const payloads = world.payloads!;
  const { tenant, sourceArn } = aMapping();
  await world.record(
    eventsOf(payloads).map((event) => ({
      tenant,
      sourceArn,
      row: aHistoryRow({ eventId: event.id, outcome: 'held', reason: 'paused' }),
      event,
    })),
  );
  const createdAt = new Date(world.now()).toISOString();
  const asked = aReplay({ toMs: world.now(), createdAt });
  await world.start(asked);
  const progress = async () => (await world.replay(asked))!.progress;
  const details = () =>
    world
      .put()
      .map(({ event, stubJson }) =>
        stubJson === undefined
          ? event.detailJson
          : payloads.fetch(JSON.parse(stubJson).payload_url),
      );
  return { ...world, now: world.now, payloads, asked, progress, details };
}

/** An event whose detail is in the bucket. */
function referring(payloads: FakePayloads, days = 7): DomainEvent {
  const expiresAt = new Date(Date.parse('2026-11-21T19:00:00Z') + days * dayMs).toISOString();
  const reference = { ...payloads.upload('acct1', 'one', detailJson), expiresAt };
  return aDomainEvent({ id: 'referring', detailJson: '{}', reference });
}

/** An event whose entry has exactly so many bytes when it is sent for the first time. */
function ofEntryBytes(bytes: number): DomainEvent {
  const empty = aDomainEvent({ id: 'inline', detailJson: '{"text":""}' });
  const least = entrySizeBytes(empty, aMapping().sourceName, 'event/inline');
  return { ...empty, detailJson: `{"text":"${'x'.repeat(bytes - least)}"}` };
}

describe('a replay', () => {
  test('gives an event by reference a fresh link, and stores nothing', async () => {
    const world = await worldWith((payloads) => [referring(payloads), aDomainEvent()]);
    await world.run();

    expect(new Set(world.details())).toEqual(new Set([aDomainEvent().detailJson, detailJson]));
    expect(world.payloads.puts).toEqual([]);
    expect(await world.progress()).toMatchObject({ sent: 2, withoutBody: 0 });
  });

  test('counts an event whose detail is not kept any more as one without its contents', async () => {
    const world = await worldWith((payloads) => [referring(payloads, 0), aDomainEvent()]);
    await world.run();

    expect(world.put().map(({ event }) => event.id)).toEqual(['event-1']);
    expect(await world.progress()).toMatchObject({ sent: 1, withoutBody: 1 });
  });

  test('stores an event that is too large with the replay’s own resource alone', async () => {
    const event = ofEntryBytes(maxEntryBytes);
    const world = await worldWith(() => [event]);
    await world.run();

    expect(world.details()).toEqual([event.detailJson]);
    expect(world.put()[0]!.stubJson).toBeDefined();
    expect(world.put()[0]!.idResource).toBe(`replay/${world.asked.id}/event/inline`);
    expect(world.payloads.puts).toHaveLength(1);
  });

  test('has what EventBridge does not accept tried again by reference', async () => {
    const world = await worldWith(() => [ofEntryBytes(maxEntryBytes)], {
      script: failWhole('ThrottlingException'),
    });
    await world.run(4);

    expect(world.retried()).toMatchObject([{ event: { reference: {} }, replay: world.asked.id }]);
  });

  test.each(['missing', 'out'] as const)(
    'waits while the key for links is %s, and then sends everything',
    async (links) => {
      const world = await worldWith((payloads) => [referring(payloads), aDomainEvent()]);
      world.payloads.state.links = links;
      await world.run(4);
      expect(world.put()).toEqual([]);

      world.payloads.state.links = 'written';
      await world.run();
      expect(new Set(world.details())).toEqual(new Set([aDomainEvent().detailJson, detailJson]));
    },
  );

  test('waits while S3 takes no detail', async () => {
    const world = await worldWith(() => [ofEntryBytes(maxEntryBytes)]);
    world.payloads.state.isOut = true;
    await world.run(4);
    expect(world.put()).toEqual([]);

    world.payloads.state.isOut = false;
    await world.run();
    expect(await world.progress()).toMatchObject({ sent: 1 });
  });
});

import { describe, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isListening } from '../../../lambdas/domain/missed.ts';
import { registrationHandler } from '../../../lambdas/registration/handler.ts';
import { aroundCalls } from '../../support/around-calls.ts';
import { mappingOf, sourceOf } from '../../support/customer.ts';
import { aNotification } from '../../support/domain-builders.ts';
import { fakeSourceCalls } from '../../support/fake-source-calls.ts';
import { anHttpApiEvent } from '../../support/http-api-events.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { fakeRegistration } from '../../support/registration-services.ts';

const wish = { generator: 'acct1/repo1', account: '111122223333', region: 'eu-west-1' };
const { name } = sourceOf(wish);

/** What the world is like before: nothing, a registration, half of one, or one that was retired. */
const beginnings = ['nothing', 'registered', 'source alone', 'mapping alone', 'retired'] as const;

/** Actors whose every call to AWS and the table waits for the scheduler before and after. */
async function aStage(scheduler: fc.Scheduler, beginning: (typeof beginnings)[number]) {
  const stage = fakeRegistration();
  const { sources, table, mappings, services } = stage;
  const hasSource = beginning === 'registered' || beginning === 'source alone';
  if (hasSource) await sources.create(wish.region, name, wish.account);
  const isMapped = beginning !== 'nothing' && beginning !== 'source alone';
  const old = { generation: 'old', state: 'PENDING' } as const;
  if (isMapped) await table.register(mappingOf(wish, old), undefined);
  if (beginning === 'retired') await mappings.retire(mappingOf(wish, old), aNotification());

  let turns = 0;
  const inTurn = <T extends object>(who: string, port: T): T =>
    aroundCalls(port, async (method, when) => {
      turns += 1;
      await scheduler.schedule(Promise.resolve(), `${turns} ${who}: ${when} ${method}`);
    });
  const answer = async (who: string, request: Parameters<typeof anHttpApiEvent>[0]) => {
    const handle = registrationHandler(
      {
        ...services,
        mappings: inTurn(who, table),
        controls: inTurn(who, services.controls),
        beginSourceCalls: () => fakeSourceCalls(inTurn(who, sources)),
      },
      new Map(),
    );
    return await handle(anHttpApiEvent(request));
  };
  const send = async (...input: Parameters<typeof answer>) => (await answer(...input)).statusCode;
  return {
    ...stage,
    register: (who: string, detailTypes?: string[]) =>
      send(who, { method: 'POST', body: { ...wish, ...(detailTypes && { detailTypes }) } }),
    remove: (who: string) => send(who, { method: 'DELETE', path: `/sources/${name}` }),
    change: (who: string, detailTypes: readonly string[] | null) =>
      answer(who, { method: 'PATCH', path: `/sources/${name}`, body: { detailTypes } }),
    recreate: (who: string) => send(who, { method: 'POST', path: `/sources/${name}/recreate` }),
    control: (who: string, action: string, body?: object) =>
      send(who, {
        method: 'POST',
        path: `/sources/${name}/${action}`,
        ...(body && { body }),
      }),
    look: (who: string) => send(who, { path: `/sources/${name}` }),
  };
}

type Stage = Awaited<ReturnType<typeof aStage>>;

const live = ({ mappings }: Stage) =>
  mappings.all().filter(({ retirement }) => retirement === undefined);

/** Whether there is a source exactly if there is a live mapping. */
function agrees(stage: Stage): boolean {
  return stage.sources.all().length === live(stage).length;
}

const anyBeginning = fc.constantFrom(...beginnings);
const runs = { numRuns: propertyRuns(400) };
// For what few of them come by.
const allRuns = { numRuns: 400 };
// Seconds on a machine of its own.
jest.setTimeout(60_000);

describe('in whatever order things happen at once', () => {
  test('two registrations both succeed, and make one source and one mapping', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyBeginning, async (scheduler, beginning) => {
        const stage = await aStage(scheduler, beginning);
        const statuses = await scheduler.waitFor(
          Promise.all([stage.register('one'), stage.register('other')]),
        );

        expect(statuses.every((status) => status === 200 || status === 201)).toBe(true);
        expect(live(stage)).toHaveLength(1);
        expect(stage.sources.all()).toHaveLength(1);
      }),
      runs,
    );
  });

  test('a registration and two deletions leave source and mapping, or neither', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyBeginning, async (scheduler, beginning) => {
        const stage = await aStage(scheduler, beginning);
        await scheduler.waitFor(
          Promise.all([stage.register('one'), stage.remove('two'), stage.remove('three')]),
        );

        expect(agrees(stage)).toBe(true);
      }),
      runs,
    );
  });

  test('the same of two registrations and three deletions that begin at any time', async () => {
    const anyDelays = fc.array(fc.nat(25), { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        anyBeginning,
        anyDelays,
        async (scheduler, beginning, delays) => {
          const stage = await aStage(scheduler, beginning);
          const after = async (delay: number, begin: () => Promise<number>) => {
            for (let turn = 0; turn < delay; turn += 1) {
              await scheduler.schedule(Promise.resolve(), 'delay');
            }
            return await begin();
          };
          const statuses = await scheduler.waitFor(
            Promise.all(
              delays.map(async (delay, index) =>
                after(delay, () =>
                  index < 2 ? stage.register(`${index}`) : stage.remove(`${index}`),
                ),
              ),
            ),
          );

          // A registration that gave up after its rounds is finished by its repetition.
          if (statuses.includes(503)) await stage.send({ method: 'POST', body: wish });
          expect(agrees(stage)).toBe(true);
        },
      ),
      runs,
    );
  });

  test('a registration succeeds, and a deletion that does not leaves it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyBeginning, async (scheduler, beginning) => {
        const stage = await aStage(scheduler, beginning);
        const [registered, removed] = await scheduler.waitFor(
          Promise.all([stage.register('one'), stage.remove('other')]),
        );

        const isThere = live(stage).length === 1;
        expect([registered < 300, agrees(stage)]).toEqual([true, true]);
        expect(isThere || removed === 204).toBe(true);
      }),
      runs,
    );
  });

  test('a change of the detail types that was answered with success is kept, whoever re-creates the source', async () => {
    const seen = { changed: 0, 're-created': 0 };
    const anyChange = fc.constantFrom(['push'], ['issues.opened', 'push'], null);
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.constantFrom(...beginnings),
        anyChange,
        async (scheduler, beginning, detailTypes) => {
          const stage = await aStage(scheduler, beginning);
          const [changed, ...others] = await scheduler.waitFor(
            Promise.all([
              stage.change('one', detailTypes),
              stage.register('two'),
              stage.recreate('three'),
            ]),
          );

          expect([changed.statusCode, ...others]).not.toContain(500);
          if (changed.statusCode !== 200) return;
          seen.changed += 1;
          if (others.includes(201)) seen['re-created'] += 1;
          expect(live(stage).map((one) => one.detailTypes ?? null)).toEqual([detailTypes]);
        },
      ),
      allRuns,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
  });

  test('the same beside a deletion that gives the source of a newer registration back', async () => {
    const seen = { 'given back': 0 };
    const anyMapped = fc.constantFrom('registered', 'mapping alone', 'retired');
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyMapped, async (scheduler, beginning) => {
        const stage = await aStage(scheduler, beginning);
        const [changed, , removed] = await scheduler.waitFor(
          Promise.all([
            stage.change('one', ['push']),
            stage.recreate('two'),
            stage.remove('three'),
          ]),
        );

        expect(agrees(stage)).toBe(true);
        // What is deleted has no detail types, whatever a registration after that gives it.
        if (changed.statusCode !== 200 || removed !== 409) return;
        seen['given back'] += 1;
        expect(live(stage)).toMatchObject([{ detailTypes: ['push'] }]);
      }),
      allRuns,
    );
    expect(seen['given back']).toBeGreaterThan(5);
  });

  test('registrations, deletions, a look and a retirement by the fan-out agree in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyBeginning, async (scheduler, beginning) => {
        const stage = await aStage(scheduler, beginning);
        const { mappings } = stage;
        const fanOut = async () => {
          await scheduler.schedule(Promise.resolve(), 'fan-out: retires what it used');
          await mappings.retire(mappingOf(wish, { generation: 'old' }), aNotification());
        };
        const statuses = await scheduler.waitFor(
          Promise.all([
            stage.register('one', ['push']),
            stage.recreate('two'),
            stage.remove('three'),
            stage.look('four'),
            fanOut(),
          ]),
        );

        expect(statuses.slice(0, 4)).not.toContain(500);
        // A retirement is of the old generation, whose source no longer exists.
        const isLeftOver = live(stage).length === 0 && beginning === 'registered';
        expect(agrees(stage) || isLeftOver).toBe(true);
      }),
      runs,
    );
  });

  test('a pause that was answered with success holds, whoever registers or looks, until it is resumed', async () => {
    const seen = { paused: 0, resumed: 0 };
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, isResumed) => {
        const stage = await aStage(scheduler, 'registered');
        const others = [stage.register('two'), stage.look('three')];
        const paused = stage.control('one', 'pause');
        const resumed = isResumed ? [stage.control('four', 'resume')] : [];
        const [status, ...statuses] = await scheduler.waitFor(
          Promise.all([paused, ...others, ...resumed]),
        );

        expect(statuses).not.toContain(500);
        const [mapping] = live(stage);
        // Nobody has decided about what was missed.
        expect(mapping).toMatchObject({ missedSince: expect.any(String) });
        if (isResumed) seen.resumed += 1;
        if (isResumed || status !== 200) return;
        seen.paused += 1;
        expect(mapping).toMatchObject({ pausedAt: expect.any(String) });
      }),
      runs,
    );
    expect(Math.min(seen.paused, seen.resumed)).toBeGreaterThan(0);
  });

  test('what was missed is left or kept as a whole, whoever pauses and resumes at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const stage = await aStage(scheduler, 'registered');
        stage.sources.accept(wish.region, name);
        const statuses = await scheduler.waitFor(
          Promise.all([
            stage.control('one', 'pause'),
            stage.control('two', 'resume', { backlog: 'leave' }),
            stage.control('three', 'missed', { action: 'leave' }),
            stage.look('four'),
          ]),
        );

        expect(statuses).toEqual([200, 200, 204, 200]);
        const unheard = live(stage).filter((mapping) => !isListening(mapping));
        expect(unheard.filter(({ missedSince }) => missedSince === undefined)).toEqual([]);
      }),
      runs,
    );
  });

  test('every crash of a registration is repaired by the next one', async () => {
    const calls = ['create', 'find', 'register', 'observe', 'change'];
    await fc.assert(
      fc.asyncProperty(
        anyBeginning,
        fc.constantFrom(...calls),
        fc.constantFrom('before', 'after'),
        async (beginning, crashAt, crashWhen) => {
          const stage = fakeRegistration();
          const { sources, table, mappings, services } = stage;
          if (beginning === 'registered' || beginning === 'source alone') {
            await sources.create(wish.region, name, wish.account);
          }
          if (beginning !== 'nothing' && beginning !== 'source alone') {
            await table.register(mappingOf(wish), undefined);
          }
          if (beginning === 'retired') await mappings.retire(mappingOf(wish), aNotification());
          const crash = async (method: string, when: string) => {
            // The process has ended: it does nothing more.
            if (method === crashAt && when === crashWhen) await new Promise(() => undefined);
          };
          const crashing = registrationHandler(
            {
              ...services,
              mappings: aroundCalls(table, crash),
              beginSourceCalls: () => fakeSourceCalls(aroundCalls(sources, crash)),
            },
            new Map(),
          );
          const event = anHttpApiEvent({ method: 'POST', body: wish });
          await Promise.race([crashing(event), new Promise((resolve) => setImmediate(resolve))]);

          expect((await stage.send({ method: 'POST', body: wish })).statusCode).toBeLessThan(202);
          const found = mappings.all().filter(({ retirement }) => retirement === undefined);
          expect(found).toMatchObject([{ state: expect.stringMatching(/PENDING|ACTIVE/) }]);
          expect(sources.all()).toHaveLength(1);
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });
});

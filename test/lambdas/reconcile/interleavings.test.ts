import { describe, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { ReconcilePolicy } from '../../../lambdas/domain/reconciliation.ts';
import { reconcile } from '../../../lambdas/reconcile/handler.ts';
import { aroundCalls } from '../../support/around-calls.ts';
import { aCustomer, mappingOf, sourceOf } from '../../support/customer.ts';
import { aNotification } from '../../support/domain-builders.ts';
import { fakeRegistrationTable } from '../../support/fake-registration-table.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { fakeReconcile } from '../../support/reconcile-services.ts';

const wish = { generator: 'acct1/repo1', account: '111122223333', region: 'us-east-1' };
const { name } = sourceOf(wish);
const minute = 60_000;
jest.setTimeout(minute);

const anyPolicy = fc.constantFrom<Partial<ReconcilePolicy>[]>(
  {},
  { orphan: 'adopt', orphanGraceHours: 0 },
  { orphan: 'delete', orphanGraceHours: 0 },
);

/** A registration of weeks ago, and actors whose every call waits for the scheduler before and after. */
async function aStage(
  scheduler: fc.Scheduler,
  policy: Partial<ReconcilePolicy>,
  isActive: boolean,
) {
  const stage = fakeReconcile({ policy });
  const { sources, table, mappings, time, services } = stage;
  await sources.create(wish.region, name, wish.account);
  if (isActive) sources.accept(wish.region, name);
  mappings.put(mappingOf(wish, { state: isActive ? 'ACTIVE' : 'PENDING' }));
  time.advance(24 * 60 * minute);

  let turns = 0;
  const wait = async (label: string) => {
    turns += 1;
    await scheduler.schedule(Promise.resolve(), `${turns} ${label}`);
  };
  const inTurn = <T extends object>(who: string, port: T): T =>
    aroundCalls(port, async (method, when) => await wait(`${who}: ${when} ${method}`));
  const retirements = {
    retire: async (...input: Parameters<typeof mappings.retire>) => await mappings.retire(...input),
  };
  const run = async (who: string) => {
    const itsTime = {
      now: time.now,
      sleep: async (milliseconds: number) => {
        const untilMs = time.now() + milliseconds;
        await wait(`${who}: sleep`);
        time.advance(Math.max(0, untilMs - time.now()));
      },
    };
    const { sendNotifications } = inTurn(who, { sendNotifications: services.sendNotifications });
    return await reconcile(
      { dryRun: false, deadlineMs: time.now() + 14 * minute },
      {
        ...services,
        time: itsTime,
        sources: inTurn(who, sources),
        mappings: inTurn(who, table),
        retirements: inTurn(who, retirements),
        sendNotifications,
      },
    );
  };
  const ports = {
    sources: inTurn('customer', sources),
    registrations: inTurn('customer', fakeRegistrationTable(mappings)),
  };
  const customer = aCustomer(wish, ports, time.now);
  return {
    ...stage,
    customer,
    /** Begins only when the others have had so many turns, so that it meets a run anywhere in it. */
    async after(delay: number, begin: () => Promise<void>) {
      for (let turn = 0; turn < delay; turn += 1) await wait('delay');
      await begin();
    },
    runOf: run,
    async reRegister() {
      await customer.unregister();
      await customer.register('generation-2');
    },
    async fanOutRetires() {
      const { retire } = inTurn('fan-out', retirements);
      await retire(mappingOf(wish), aNotification({ reason: 'EventBusNotFound' }));
    },
    async accept() {
      await wait('customer: accepts');
      sources.accept(wish.region, name);
    },
  };
}

type Stage = Awaited<ReturnType<typeof aStage>>;

const live = ({ mappings }: Stage) =>
  mappings.all().filter(({ retirement }) => retirement === undefined);

/** Which registration a generation is of, whatever round of it wrote it. */
const registrationOf = ({ generation }: { generation: string }) =>
  generation.replace(/ round \d$/, '');

/** What stands live after all that, and after one quiet pass more; `isTrue`: just as AWS has it. */
async function outcomeOf(stage: Stage) {
  const before = live(stage).map(registrationOf);
  stage.time.advance(30 * minute);
  await stage.run();
  const sources = stage.sources.all();
  const state = sources[0]?.pendingSinceMs === undefined ? 'ACTIVE' : 'PENDING';
  const sent = stage.sent.map((one) => `${one.generation} ${one.type} ${one.daysLeft ?? ''}`);
  return {
    before,
    after: live(stage).map((one) => ({
      generation: registrationOf(one),
      isTrue: one.state === state,
    })),
    sources: sources.length,
    sentTwice: sent.filter((one, index) => sent.indexOf(one) !== index),
    untold: stage.mappings.all().flatMap(({ outbox = [] }) => outbox),
  };
}

const noHarm = (generation: string) => ({
  before: [generation],
  after: [{ generation, isTrue: true }],
  sources: 1,
  sentTwice: [],
  untold: [],
});

const anyDelay = fc.nat(60);
const anyCase = [fc.scheduler(), anyPolicy, fc.boolean(), anyDelay] as const;

describe('in whatever order things happen', () => {
  test('a customer who deletes and registers again during a run keeps the new registration', async () => {
    await fc.assert(
      fc.asyncProperty(...anyCase, async (scheduler, policy, isActive, delay) => {
        const stage = await aStage(scheduler, policy, isActive);
        await scheduler.waitFor(
          Promise.all([stage.runOf('reconciler'), stage.after(delay, () => stage.reRegister())]),
        );

        expect(await outcomeOf(stage)).toEqual(noHarm('generation-2'));
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  test('the same with two reconcilers, a failing delivery and an acceptance at once', async () => {
    await fc.assert(
      fc.asyncProperty(...anyCase, async (scheduler, policy, isActive, delay) => {
        const stage = await aStage(scheduler, policy, isActive);
        await scheduler.waitFor(
          Promise.all([
            stage.runOf('one'),
            stage.runOf('other'),
            stage.after(delay, () => stage.reRegister()),
            stage.after(delay, () => stage.fanOutRetires()),
            stage.after(delay, () => stage.accept()),
          ]),
        );

        expect(await outcomeOf(stage)).toEqual(noHarm('generation-2'));
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  test('two reconcilers at once report each change once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.boolean(),
        anyDelay,
        async (scheduler, isActive, delay) => {
          const stage = await aStage(scheduler, {}, isActive);
          if (isActive) stage.sources.leave(wish.region, name);
          else stage.sources.accept(wish.region, name);
          await scheduler.waitFor(
            Promise.all([
              stage.runOf('one'),
              stage.after(delay, async () => void (await stage.runOf('other'))),
            ]),
          );

          expect(await outcomeOf(stage)).toEqual(noHarm('generation-1'));
          const type = isActive ? 'Deactivated' : 'Activated';
          expect(stage.sent).toMatchObject([{ type: `Partner Event Source ${type}` }]);
        },
      ),
      { numRuns: propertyRuns(400) },
    );
  });

  test('an orphan that is registered just as it is deleted is there for its registration', async () => {
    const anyOrphanPolicy = fc.constantFrom('adopt', 'delete' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        anyOrphanPolicy,
        anyDelay,
        async (scheduler, orphan, delay) => {
          const stage = await aStage(scheduler, { orphan, orphanGraceHours: 0 }, false);
          await stage.mappings.retire(mappingOf(wish), aNotification());
          await scheduler.waitFor(
            Promise.all([
              stage.runOf('reconciler'),
              stage.after(delay, () => stage.customer.register('generation-2')),
            ]),
          );

          const outcome = await outcomeOf(stage);
          // What was adopted before it came is its registration just as well.
          const generation = outcome.before[0] === 'adopted-1' ? 'adopted-1' : 'generation-2';
          expect(outcome).toEqual(noHarm(generation));
        },
      ),
      { numRuns: propertyRuns(400) },
    );
  });

  test('a deleted source is retired once, and reported once', async () => {
    await fc.assert(
      fc.asyncProperty(...anyCase, async (scheduler, policy, isActive, delay) => {
        const stage = await aStage(scheduler, policy, isActive);
        await stage.sources.delete(wish.region, name, wish.account);
        await scheduler.waitFor(
          Promise.all([
            stage.runOf('one'),
            stage.runOf('other'),
            stage.after(delay, () => stage.fanOutRetires()),
          ]),
        );
        stage.time.advance(30 * minute);
        await stage.run();

        expect(live(stage)).toEqual([]);
        expect(stage.sent).toMatchObject([{ type: 'Partner Event Source Deleted' }]);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

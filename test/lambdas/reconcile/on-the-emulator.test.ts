import {
  ActivateEventSourceCommand,
  CreateEventBusCommand,
  DeleteEventBusCommand,
  EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { startEmulator, type Emulator } from '../../../emulator/server.ts';
import { partnerSources } from '../../../lambdas/aws/partner-sources.ts';
import { reconcile } from '../../../lambdas/reconcile/handler.ts';
import type { PartnerSources } from '../../../lambdas/ports/reconcile.ts';
import { useEventBridgeAt } from '../../support/aws-variables.ts';
import { mappingOf, sourceOf } from '../../support/customer.ts';
import { fakeReconcile } from '../../support/reconcile-services.ts';

const wish = { generator: 'acct1/repo1', account: '111122223333', region: 'us-east-1' };
const { name, arn } = sourceOf(wish);
const minute = 60_000;
const day = 24 * 60 * minute;

let aws: PartnerSources;
let emulator: Emulator;
let forget: () => void;
let customer: EventBridgeClient;
let sides: ReturnType<typeof fakeReconcile>;

beforeEach(async () => {
  sides = fakeReconcile({ policy: { orphan: 'adopt', orphanGraceHours: 0 } });
  emulator = await startEmulator({ realNowMs: sides.time.now });
  forget = useEventBridgeAt(emulator.url);
  aws = partnerSources('vendor.test');
  customer = new EventBridgeClient({
    endpoint: emulator.url,
    region: wish.region,
    credentials: { accessKeyId: wish.account, secretAccessKey: 'any' },
  });
});

afterEach(async () => {
  forget();
  customer.destroy();
  await emulator.close();
});

async function setFaults(faults: object) {
  const change = { method: 'POST', body: JSON.stringify(faults) };
  const { ok } = await fetch(`${emulator.url}/_emulator/faults`, change);
  expect(ok).toBe(true);
}

async function register(generation: string) {
  await aws.create(wish.region, name, wish.account);
  const createdAt = new Date(sides.time.now()).toISOString();
  sides.mappings.put(mappingOf(wish, { generation, createdAt, state: 'PENDING' }));
}

async function run() {
  const { time, services } = sides;
  const sleep = async (ms: number) => time.advance(ms);
  return await reconcile(
    { dryRun: false, deadlineMs: time.now() + 14 * minute },
    { ...services, sources: aws, time: { now: time.now, sleep } },
  );
}

/** Time passes and the reconciler runs; what the table holds then, and what was sent since the last time. */
async function after(milliseconds: number) {
  const { time, mappings, sent } = sides;
  time.advance(milliseconds);
  const report = await run();
  expect(report.incomplete).toBe(false);
  const types = sent.splice(0).map(({ type }) => type.replace('Partner Event Source ', ''));
  return { mapping: mappings.all()[0]!, sent: types };
}

const ignore = () => undefined;
const steps = ['register', 'accept', 'leave', 'delete', 'day', 'week', 'reconcile', 'reconcile'];

/** One thing that happens; the customer's calls may fail, as they would where there is nothing to do. */
async function take(step: string, index: number): Promise<void> {
  const { time } = sides;
  if (step === 'register') await register(`generation-${index}`).catch(ignore);
  if (step === 'accept') await customer.send(new CreateEventBusCommand(bus)).catch(ignore);
  if (step === 'leave') await customer.send(new DeleteEventBusCommand({ Name: name }));
  if (step === 'delete') await aws.delete(wish.region, name, wish.account).catch(ignore);
  if (step === 'day') time.advance(day);
  if (step === 'week') time.advance(7 * day);
  if (step === 'reconcile') await run();
}

const partnerOperations = [
  'ListPartnerEventSources',
  'ListPartnerEventSourceAccounts',
  'CreatePartnerEventSource',
  'DeletePartnerEventSource',
];
const bus = { Name: name, EventSourceName: name };

describe("by the emulator's clock", () => {
  test('nobody accepts: the vendor is notified twice that it expires, then it is retired', async () => {
    await register('generation-1');

    expect(await after(minute)).toMatchObject({
      mapping: { state: 'PENDING', expirationTime: '2026-11-28T19:00:00.000Z', sourceArn: arn },
      sent: [],
    });
    expect(await after(3 * day)).toMatchObject({ sent: [] });
    expect(await after(day)).toMatchObject({ sent: ['Expiring'] });
    expect(await after(day)).toMatchObject({ sent: [] });
    expect(await after(day)).toMatchObject({ sent: ['Expiring'] });
    expect(await after(day)).toMatchObject({
      mapping: { generation: 'generation-1', retirement: {} },
      sent: ['Expired'],
    });
    expect(await after(day)).toMatchObject({ sent: [] });
  });

  test('accepted, the bus deleted, accepted again', async () => {
    await register('generation-1');
    await customer.send(new CreateEventBusCommand(bus));
    const accepted = await after(minute);
    expect(accepted).toMatchObject({ mapping: { state: 'ACTIVE' }, sent: ['Activated'] });
    expect(accepted.mapping).not.toHaveProperty('expirationTime');

    await customer.send(new DeleteEventBusCommand({ Name: name }));
    expect(await after(day)).toMatchObject({
      mapping: { state: 'PENDING', expirationTime: expect.any(String) },
      sent: ['Deactivated'],
    });
    await customer.send(new CreateEventBusCommand(bus));
    expect(await after(day)).toMatchObject({ mapping: { state: 'ACTIVE' }, sent: ['Activated'] });
    expect(await after(30 * day)).toMatchObject({ mapping: { state: 'ACTIVE' }, sent: [] });
  });

  test('re-created after its expiry it is PENDING, and ACTIVE once the customer activates it', async () => {
    await register('generation-1');
    await after(minute);
    expect(await after(7 * day)).toMatchObject({ sent: ['Expired'] });

    await register('generation-2');
    expect(await after(minute)).toMatchObject({
      mapping: { generation: 'generation-2', state: 'PENDING' },
      sent: [],
    });
    await customer.send(new CreateEventBusCommand(bus));
    expect(await after(minute)).toMatchObject({ sent: ['Activated'] });

    await aws.delete(wish.region, name, wish.account);
    expect(await after(10 * minute)).toMatchObject({
      mapping: { retirement: {} },
      sent: ['Deleted'],
    });
    await register('generation-3');
    expect(await after(minute)).toMatchObject({ mapping: { state: 'PENDING' }, sent: [] });
    await customer.send(new ActivateEventSourceCommand({ Name: name }));
    expect(await after(minute)).toMatchObject({
      mapping: { generation: 'generation-3', state: 'ACTIVE' },
      sent: ['Activated'],
    });
  });

  test('after any history of lost and throttled calls, two quiet runs bring the truth', async () => {
    const anySteps = fc.array(fc.constantFrom(...steps), { minLength: 5, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(anySteps, fc.nat(), async (history, seed) => {
        await setFaults({
          operations: partnerOperations,
          lostResponseRate: 0.2,
          requestThrottlingRate: 0.2,
          seed,
        });
        for (const [index, step] of history.entries()) await take(step, index);
        await setFaults({ operations: [], lostResponseRate: 0, requestThrottlingRate: 0 });
        await after(10 * minute);
        await after(15 * minute);

        const live = await sides.mappings.findLive(wish.generator);
        const seen = await aws.observe(wish.region, name);
        const { state, expirationTime } = live[0] ?? {};
        expect(seen).toMatchObject(
          live.length === 0
            ? { kind: 'nonexistent' }
            : { state, ...(expirationTime !== undefined && { expirationTime }) },
        );
      }),
      { numRuns: 20 },
    );
  });
});

import * as fc from 'fast-check';
import type { ReconcilePolicy } from '../../lambdas/domain/reconciliation.ts';
import type { ReconcileServices } from '../../lambdas/ports/reconcile-services.ts';
import { aroundCalls } from './around-calls.ts';
import { aCustomer, mappingOf, sourceOf, type Wish } from './customer.ts';
import { aNotification } from './domain-builders.ts';
import { arnOf } from './fake-partner-sources.ts';
import { fakeRegistrationTable } from './fake-registration-table.ts';
import { fakeReconcile } from './reconcile-services.ts';

/** The wishes of the histories. */
export const wishes: readonly Wish[] = [
  { generator: 'a/1', account: '111111111111', region: 'us-east-1' },
  { generator: 'a/1', account: '222222222222', region: 'us-east-1' },
  { generator: 'a/1', account: '111111111111', region: 'eu-west-1' },
  { generator: 'b/1-2', account: '222222222222', region: 'eu-west-1' },
  { generator: 'b/_.ä', account: '222222222222', region: 'us-east-1' },
];

/** The account of somebody who is none of the vendor's customers. */
export const strangersAccount = '999999999999';

/** What happens by way of the registration API, or half of it. */
interface TableStep {
  readonly kind:
    | 'register'
    | 'half a registration'
    | 'unregister'
    | 'half an unregistration'
    | 'delete the mapping';
  readonly wish: Wish;
}

/** What happens in AWS. */
interface AwsStep {
  readonly kind:
    'accept' | 'leave' | 'delete the source' | 'the name for a stranger' | 'a failing delivery';
  readonly wish: Wish;
}

/** One thing that happens on either side. */
export type Step =
  | TableStep
  | AwsStep
  | { readonly kind: 'pass time'; readonly hours: number }
  | { readonly kind: 'reconcile'; readonly seconds: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'register' as const,
        'register' as const,
        'half a registration' as const,
        'unregister' as const,
        'half an unregistration' as const,
        'accept' as const,
        'accept' as const,
        'leave' as const,
        'delete the source' as const,
        'delete the mapping' as const,
        'the name for a stranger' as const,
        'a failing delivery' as const,
      ),
      wish: fc.constantFrom(...wishes),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('pass time' as const),
      hours: fc.constantFrom(0.01, 0.25, 1, 30, 80, 200),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('reconcile' as const),
      seconds: fc.constantFrom(15.1, 15.3, 840),
    }),
  },
);

/** What happens, how often calls fail (0 to 1), and by which numbers that is decided. */
export interface History {
  readonly steps: readonly Step[];
  readonly failureRate: number;
  readonly seed: number;
}

/** Histories of any kind. */
export const anyHistory: fc.Arbitrary<History> = fc.record({
  steps: fc.array(anyStep, { maxLength: 40, size: 'max' }),
  failureRate: fc.constantFrom(0, 0.05, 0.3),
  seed: fc.nat(),
});

/** Both sides, with calls that fail before or after they are carried out while `isUnruly()`. */
function bothSides({ failureRate, seed }: History, policy: Partial<ReconcilePolicy>) {
  let isUnruly = true;
  let draws = seed;
  const fails = () => {
    draws = (Math.imul(draws, 1_664_525) + 1_013_904_223) >>> 0;
    return isUnruly && draws / 2 ** 32 < failureRate;
  };
  const unruly = async (method: string, when: string) => {
    if (fails()) throw new Error(`${method} failed ${when} it was done`);
  };
  const sides = fakeReconcile({
    policy,
    regions: ['us-east-1', 'eu-west-1'],
    tablePageSize: 2,
    listPageSize: 2,
    replace: ({ sources, mappings, sendNotifications }): Partial<ReconcileServices> => ({
      sources: aroundCalls(sources, unruly),
      mappings: aroundCalls(mappings, unruly),
      sendNotifications: async (open) => {
        const answers = await sendNotifications(open);
        return answers.map((isSent) => isSent && !fails());
      },
    }),
  });
  const rest = () => {
    isUnruly = false;
  };
  /** Registrations that a run took away although their source was there. */
  const harmed: string[] = [];
  return { ...sides, rest, harmed };
}

export type BothSides = ReturnType<typeof bothSides>;

/** Runs a history; afterwards all calls succeed. */
export async function live(history: History, policy: Partial<ReconcilePolicy>): Promise<BothSides> {
  const sides = bothSides(history, policy);
  for (const [index, step] of history.steps.entries()) await take(step, index, sides);
  sides.rest();
  return sides;
}

/** The live registrations whose source is there, for their account. */
function whole(sides: BothSides): readonly string[] {
  return sides.mappings
    .all()
    .filter(({ retirement }) => retirement === undefined)
    .map(({ sourceArn, account, generation }) => `${sourceArn} ${account} ${generation}`)
    .filter((one) => isCurrent(sides, one));
}

function isCurrent({ sources }: BothSides, registration: string): boolean {
  return sources
    .all()
    .some(({ region, name, account }) =>
      registration.startsWith(`${arnOf(region, name)} ${account} `),
    );
}

async function take(step: Step, index: number, sides: BothSides): Promise<void> {
  if (step.kind === 'pass time') sides.time.advance(step.hours * 3_600_000);
  else if (step.kind === 'reconcile') await reconcileOnce(step.seconds, sides);
  else if (isTableStep(step)) await takeAtTable(step, `generation-${index}`, sides);
  else await takeAtAws(step, sides);
}

const tableSteps: ReadonlySet<string> = new Set<TableStep['kind']>([
  'register',
  'half a registration',
  'unregister',
  'half an unregistration',
  'delete the mapping',
]);

function isTableStep(step: TableStep | AwsStep): step is TableStep {
  return tableSteps.has(step.kind);
}

async function reconcileOnce(seconds: number, sides: BothSides): Promise<void> {
  // A run that the table fails is one that a later run makes up for.
  const before = whole(sides);
  await sides.run({ minutes: seconds / 60 }).catch(() => undefined);
  sides.harmed.push(
    ...before.filter((one) => isCurrent(sides, one) && !whole(sides).includes(one)),
  );
}

/** What the registration API, or half a request to it, does. */
async function takeAtTable(
  { kind, wish }: TableStep,
  generation: string,
  { sources, mappings, time }: BothSides,
): Promise<void> {
  const { region, account, generator } = wish;
  const { name, arn } = sourceOf(wish);
  const registrations = fakeRegistrationTable(mappings);
  const customer = aCustomer(wish, { sources, registrations }, time.now);
  switch (kind) {
    case 'register':
      return await customer.register(generation);
    case 'half a registration':
      await sources.create(region, name, account);
      return;
    case 'unregister':
      return await customer.unregister();
    case 'half an unregistration':
      return await sources.delete(region, name, account);
    case 'delete the mapping':
      mappings.items.delete({ generator, sourceArn: arn });
  }
}

/** What happens to the source in AWS, and what a delivery finds there. */
async function takeAtAws({ kind, wish }: AwsStep, sides: BothSides): Promise<void> {
  const { sources } = sides;
  const { region, account } = wish;
  const { name } = sourceOf(wish);
  switch (kind) {
    case 'delete the source':
      return await sources.delete(region, name, account);
    case 'accept':
      return sources.accept(region, name);
    case 'leave':
      return sources.leave(region, name);
    case 'the name for a stranger':
      await sources.create(region, name, strangersAccount);
      return;
    case 'a failing delivery':
      return await failDelivery(wish, sides);
  }
}

/** A delivery to a source that is gone retires its mapping, as it was when the delivery began. */
async function failDelivery(
  wish: Wish,
  { sources, mappings, time: clock }: BothSides,
): Promise<void> {
  const { name, arn } = sourceOf(wish);
  const known = mappings.items.get({ generator: wish.generator, sourceArn: arn });
  const { generation = '' } = known?.mapping ?? {};
  const seen = await sources.observe(wish.region, name);
  if (seen.kind !== 'nonexistent') return;
  const time = new Date(clock.now()).toISOString();
  await mappings.retire(mappingOf(wish, { generation }), aNotification({ time }));
}

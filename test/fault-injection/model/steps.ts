import { isOver } from '../../../lambdas/domain/history/replay.ts';
import { sourceOf, type Wish } from '../../support/customer.ts';
import { historySteps, type HistoryStepKind, type Step } from './history.ts';
import { pathOf, reconcileOnce, request } from './outside.ts';
import type { S3Failure } from './payloads/payload-place.ts';
import { publishedMessage } from './published.ts';
import { wishes } from './wishes.ts';
import { accept, type World } from './world.ts';

const minuteMs = 60_000;

/** Where a step is taken, and by which number. */
export interface Stage {
  readonly world: World;
  readonly index: number;
}

/** Takes a step of a history, to the end of the request or run that it begins. */
export async function takeStep(step: Step, stage: Stage): Promise<void> {
  if ('wish' in step) {
    const wish = wishes[step.wish];
    if (wish !== undefined) await takeForWish(step, wish, stage);
    return;
  }
  const { world, index } = stage;
  switch (step.kind) {
    case 'publish':
      for (const [message, elements] of step.messages.entries()) {
        publish(`event-${index}-${message}`, elements, world);
      }
      return;
    case 'reconcile':
      return await reconcileOnce(world);
    case 'outage of S3': {
      const untilMs = world.time.now() + step.minutes * minuteMs;
      return breakS3(step.how, untilMs, world);
    }
    case 'outage': {
      const untilMs = world.time.now() + step.minutes * minuteMs;
      return world.eventBridge.fail(step.region, step.how, untilMs);
    }
  }
}

/** Registers a wish over the API. */
export async function register(index: number, wish: Wish, stage: Stage): Promise<void> {
  const { generator, account, region } = wish;
  const answered = stage.world.standing.begin(index);
  const body = { generator, account, region };
  answered(await request(wish, { method: 'POST', path: '/sources', body }, stage.world));
}

/** The latest failure of S3 counts, and ends in its time. */
function breakS3(how: S3Failure, untilMs: number, { payloads, time }: World): void {
  const outage = { how, untilMs };
  payloads.outage = outage;
  time.at(untilMs, () => {
    if (payloads.outage === outage) payloads.outage = undefined;
  });
}

function publish(
  name: string,
  elements: Parameters<typeof publishedMessage>[1],
  world: World,
): void {
  accept(world, publishedMessage(name, elements, world.options.canary ?? ''));
}

type WishStep = Extract<Step, { readonly wish: number }>;
type AwsStep = Extract<WishStep, { kind: 'accept' | 'leave' | 'lose source' | 'replace' }>;

const awsSteps: ReadonlySet<WishStep['kind']> = new Set<AwsStep['kind']>([
  'accept',
  'leave',
  'lose source',
  'replace',
]);

type HistoryStep = Extract<WishStep, { kind: HistoryStepKind }>;

async function takeForWish(step: WishStep, wish: Wish, stage: Stage): Promise<void> {
  if (isAtAws(step)) await takeAtAws(step, wish, stage);
  else if (isOfHistory(step)) await takeOfHistory(step.kind, wish, stage.world);
  else await takeAtApi(step, wish, stage);
}

function isAtAws(step: WishStep): step is AwsStep {
  return awsSteps.has(step.kind);
}

function isOfHistory(step: WishStep): step is HistoryStep {
  return historySteps.some((kind) => kind === step.kind);
}

/** A step that is a request to the registration API. */
async function takeAtApi(
  step: Exclude<WishStep, AwsStep | HistoryStep>,
  wish: Wish,
  stage: Stage,
): Promise<void> {
  const { world } = stage;
  const { standing } = world;
  switch (step.kind) {
    case 'register':
      return await register(step.wish, wish, stage);
    case 'recreate': {
      const answered = standing.begin(step.wish);
      answered(await request(wish, { method: 'POST', ...pathOf(wish, '/recreate') }, world));
      return;
    }
    case 'delete': {
      const ended = standing.undo(step.wish);
      ended(await request(wish, { method: 'DELETE', ...pathOf(wish) }, world));
      noteDeletion(wish, world);
      return;
    }
    case 'look':
      return void (await request(wish, pathOf(wish), world));
    case 'test event':
      return void (await request(wish, { method: 'POST', ...pathOf(wish, '/test-event') }, world));
    case 'change types': {
      const body = { detailTypes: step.detailTypes };
      await request(wish, { method: 'PATCH', ...pathOf(wish), body }, world);
      return;
    }
  }
}

async function takeOfHistory(kind: HistoryStepKind, wish: Wish, world: World): Promise<void> {
  switch (kind) {
    case 'send missed':
      return void (await sendMissed(wish, world));
    case 'leave missed':
      return await leaveMissed(wish, world);
    case 'replay':
      return await replayAll(wish, world);
    case 'cancel':
      return await cancelReplay(wish, world);
    case 'skip backlog':
      return void (await request(
        wish,
        { method: 'POST', ...pathOf(wish, '/skip-backlog') },
        world,
      ));
    case 'pause':
    case 'resume':
      return void (await request(wish, { method: 'POST', ...pathOf(wish, `/${kind}`) }, world));
  }
}

/** The customer does not want what its source has missed. */
async function leaveMissed(wish: Wish, world: World): Promise<void> {
  const beganMs = world.time.now();
  const body = { action: 'leave' };
  const left = { sourceArn: sourceOf(wish).arn, beganMs, endedMs: Infinity, isSure: false };
  world.leaves.push(left);
  const status = await request(wish, { method: 'POST', ...pathOf(wish, '/missed'), body }, world);
  left.isSure = status === 204;
  left.endedMs = world.time.now() + (status === 'cut' ? arrivesWithinMs : 0);
}

/** The customer cancels the replay of its source that is not over. */
async function cancelReplay(wish: Wish, world: World): Promise<void> {
  const { arn } = sourceOf(wish);
  const open = world.replays.table
    .all()
    .find((replay) => replay.source.sourceArn === arn && !isOver(replay));
  if (open === undefined) return;
  await request(wish, { method: 'POST', path: `/replays/${open.id}/cancel` }, world);
}

/** The customer asks for what its source has missed. */
export async function sendMissed(wish: Wish, world: World): Promise<number | 'cut'> {
  const body = { action: 'send' };
  return await request(wish, { method: 'POST', ...pathOf(wish, '/missed'), body }, world);
}

/** The customer asks for everything of the last hours again. */
async function replayAll(wish: Wish, world: World): Promise<void> {
  const nowMs = world.time.now();
  const body = {
    source: sourceOf(wish).name,
    region: wish.region,
    from: new Date(nowMs - 3 * 3_600_000).toISOString(),
    to: new Date(nowMs - minuteMs).toISOString(),
    outcomes: ['missed', 'failed', 'accepted'],
  };
  await request(wish, { method: 'POST', path: '/replays', body }, world);
}

// What a request that was cut has sent still arrives.
const arrivesWithinMs = 30_000;

/** What a source missed before its registration was deleted nobody can ask for any more. */
function noteDeletion(wish: Wish, { deletions, time }: World): void {
  deletions.set(sourceOf(wish).arn, time.now() + arrivesWithinMs);
}

/** A step that the API sees nothing of: what the customer does in AWS, or what happens there. */
async function takeAtAws(step: AwsStep, wish: Wish, stage: Stage): Promise<void> {
  const { standing, registry } = stage.world;
  const { sources } = registry;
  const { name } = sourceOf(wish);
  switch (step.kind) {
    case 'accept':
      return sources.accept(wish.region, name);
    case 'leave':
      return sources.leave(wish.region, name);
    case 'lose source':
      standing.undo(step.wish)(204);
      return await sources.delete(wish.region, name, wish.account);
    case 'replace':
      return await replace(step, wish, stage);
  }
}

async function replace(
  { wish: number, afterMs }: Extract<Step, { kind: 'replace' }>,
  wish: Wish,
  stage: Stage,
): Promise<void> {
  const { world, index } = stage;
  const { generator } = wish;
  await takeForWish({ kind: 'lose source', wish: number }, wish, stage);
  const event = { generator, detailType: 'push', filling: 1, hasTime: true };
  publish(`event-${index}`, [{ kind: 'event', ...event }], world);
  await world.time.sleep(afterMs);
  await takeForWish({ kind: 'recreate', wish: number }, wish, stage);
}

import type { Delivery } from '../../../../lambdas/domain/delivery.ts';
import type { DomainEvent } from '../../../../lambdas/domain/domain-event.ts';
import { sourceOf } from '../../../support/customer.ts';
import { pairName, type Invocation } from '../invocation.ts';
import { pairsOf } from '../pairs.ts';
import { wishes } from '../wishes.ts';
import { judgeDetail } from './stubs.ts';
import type { AcceptedEvent, World } from '../world.ts';

const generatorOf = new Map(
  wishes.map((wish) => [`${wish.region} ${sourceOf(wish).name}`, wish.generator]),
);

/** What is put was asked for: by this generator's customer, of this invocation, and as it was published. */
export function judgePut(
  region: string,
  deliveries: readonly Delivery[],
  invocation: Invocation,
  world: World,
): void {
  const { accuse, accepted, attempts } = world;
  // Everything has been looked up before the first call.
  invocation.asked ??= new Set(
    invocation.messages.flatMap((one) => pairsOf(one, invocation, world)),
  );
  for (const delivery of deliveries) {
    const { event, sourceArn, sourceName, replay } = delivery;
    const pair = pairName(event.id, sourceArn, replay);
    attempts.set(pair, (attempts.get(pair) ?? 0) + 1);
    const published = accepted.get(event.id);
    if (published === undefined) {
      accuse('nobody else’s', `${pair}: nobody published such an event`);
      continue;
    }
    if (generatorOf.get(`${region} ${sourceName}`) !== published.generator) {
      accuse('nobody else’s', `${pair}: the source is not of ${published.generator}`);
    } else if (invocation.of !== 'replay' && !invocation.asked.has(pair)) {
      accuse('nobody else’s', `${pair}: the source does not want the event`);
    }
    if (isSkippedNow(delivery, published, invocation)) {
      accuse('what was left stays so', `${pair} is sent, although it waited when that was skipped`);
    }
    judgeDetail(delivery, published, world);
    if (!isAsPublished(event, published)) {
      accuse('nobody else’s', `${pair}: the event is not as it was published`);
    }
  }
}

/** Whether a delivery's customer has dropped what waited, by the mapping that the function found. */
function isSkippedNow(
  { sourceArn, replay, firstAttemptAtMs = Infinity }: Delivery,
  { queuedMs }: AcceptedEvent,
  { of, lookUps }: Invocation,
): boolean {
  if (of !== 'retry') return false;
  const found = [...lookUps.values()].flat().find((one) => one.sourceArn === sourceArn);
  const sinceMs = replay === undefined ? queuedMs : firstAttemptAtMs;
  return sinceMs < Date.parse(found?.skipBefore ?? '');
}

function isAsPublished(event: DomainEvent, published: AcceptedEvent): boolean {
  const time = published.time ?? new Date(published.queuedMs).toISOString();
  return event.time === time && event.detailType === published.detailType;
}

import { parseExact } from '../../../../lambdas/domain/exact-json.ts';
import type { Invocation } from '../invocation.ts';
import { hasDetail } from '../payloads/has-detail.ts';
import type { PublishedMessage, PublishedPart } from '../published.ts';
import { isWithin } from '../scopes.ts';
import type { World } from '../world.ts';

/** A part has events of only one message of its invocation, as it was published, and for no more sources. */
export function judgePart(part: PublishedPart, { messages }: Invocation, world: World): void {
  const { published, accepted, accuse, payloads } = world;
  // Of an event that came in several parts there may be several.
  const wholes = messages.flatMap(({ id }) => published.get(id) ?? []);
  if (!wholes.some((whole) => isPartOf(part, whole, payloads))) {
    const { body, scope } = part;
    accuse('nobody else’s', `a part of no message: ${body} for ${JSON.stringify(scope)}`);
  }
  for (const { id } of part.events) {
    if (accepted.get(id)?.queuedMs === part.queuedMs) continue;
    accuse('retries are bounded', `a part forgets when ${id} came`);
  }
  judgeFailing(part, wholes, world);
}

/** Since when details fail is kept from part to part: otherwise their events would wait for ever. */
function judgeFailing(
  { events, failingSinceMs }: PublishedPart,
  wholes: readonly PublishedMessage[],
  { accuse }: World,
): void {
  if (failingSinceMs === undefined) return;
  const ids = new Set(events.map(({ id }) => id));
  const before = wholes.filter((whole) => whole.events.some(({ id }) => ids.has(id)));
  const isKept = before.some(
    ({ failingSinceMs: since = failingSinceMs }) => since === failingSinceMs,
  );
  if (!isKept) accuse('retries are bounded', 'a part forgets since when its details fail');
}

function isPartOf(
  part: PublishedPart,
  whole: PublishedMessage,
  payloads: World['payloads'],
): boolean {
  const names = namesIn(part);
  return (
    names.size > 0 &&
    names.isSubsetOf(namesIn(whole)) &&
    elementsOf(part).every(
      (element) => whole.body.includes(element) || refersTo(element, part, payloads),
    ) &&
    isWithin(part.scope, whole.scope)
  );
}

/** Whether an element of a part is one of its events, with its detail referred to. */
function refersTo(
  element: string,
  { events }: PublishedPart,
  payloads: World['payloads'],
): boolean {
  const event = events.find(({ id }) => element.startsWith(`{"id":${JSON.stringify(id)},`));
  return event !== undefined && hasDetail(element, event.detailJson, payloads);
}

function namesIn({ events, junk }: PublishedMessage): ReadonlySet<string> {
  return new Set([...events.map(({ id }) => id), ...junk]);
}

function elementsOf({ body }: PublishedMessage): readonly string[] {
  const written = parseExact(body);
  const elements: readonly unknown[] = Array.isArray(written) ? written : [written];
  return elements.map((element) => JSON.stringify(element));
}

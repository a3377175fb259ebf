import type { Invocation } from '../invocation.ts';
import type { PublishedMessage, PublishedPart, PublishedScope } from '../published.ts';
import type { World } from '../world.ts';

/** A part has events of only one message of its invocation, as it was published, and for no more sources. */
export function judgePart(part: PublishedPart, { messages }: Invocation, world: World): void {
  const { published, accepted, accuse } = world;
  // Of an event that came in several parts there may be several.
  const wholes = messages.flatMap(({ id }) => published.get(id) ?? []);
  if (!wholes.some((whole) => isPartOf(part, whole))) {
    const { body, scope } = part;
    accuse('nobody else’s', `a part of no message: ${body} for ${JSON.stringify(scope)}`);
  }
  for (const { id } of part.events) {
    if (accepted.get(id)?.queuedMs === part.queuedMs) continue;
    accuse('retries are bounded', `a part forgets when ${id} came`);
  }
}

function isPartOf(part: PublishedPart, whole: PublishedMessage): boolean {
  const names = namesIn(part);
  return (
    names.size > 0 &&
    names.isSubsetOf(namesIn(whole)) &&
    elementsOf(part).every((element) => whole.body.includes(element)) &&
    isWithin(part.scope, whole.scope)
  );
}

function namesIn({ events, junk }: PublishedMessage): ReadonlySet<string> {
  return new Set([...events.map(({ id }) => id), ...junk]);
}

function elementsOf({ body }: PublishedMessage): readonly string[] {
  const written: unknown = JSON.parse(body);
  const elements: readonly unknown[] = Array.isArray(written) ? written : [written];
  return elements.map((element) => JSON.stringify(element));
}

function isWithin(part: PublishedScope, whole: PublishedScope): boolean {
  const isOfSource = whole.sourceArn === undefined || part.sourceArn === whole.sourceArn;
  return isOfSource && isOfRegions(part, whole) && isOfStretch(part, whole);
}

function isOfRegions(part: PublishedScope, { regions: most }: PublishedScope): boolean {
  return most === undefined || part.regions?.every((region) => most.includes(region)) === true;
}

function isOfStretch(part: PublishedScope, whole: PublishedScope): boolean {
  const isAfter = (part.after ?? '') >= (whole.after ?? '');
  return isAfter && (part.through ?? '\uffff') <= (whole.through ?? '\uffff');
}

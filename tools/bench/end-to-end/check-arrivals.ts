import type { Received } from '../../../local/emulator-view.ts';
import type { SentEvent } from './events.ts';

const maxShown = 5;

/**
 * Throws an Error that names what is wrong, unless each event arrived once, on its customer's bus, as it was sent.
 *
 * @returns the ids in the order of their arrival
 */
export function checkArrivals(
  sent: readonly SentEvent[],
  received: readonly Received[],
): readonly string[] {
  const awaited = new Map(sent.map((event) => [event.id, event]));
  const problems: string[] = [];
  const ids = received.map(({ bus, event, detailJson }) => {
    const id = event.resources[0] ?? '';
    const expected = awaited.get(id);
    awaited.delete(id);
    if (expected === undefined) problems.push(`"${id}" arrived more than once, or was never sent`);
    else if (expected.source !== bus || expected.source !== event.source) {
      problems.push(`"${id}" arrived on ${bus} of ${event.source}, not of ${expected.source}`);
    } else if (expected.detailType !== event['detail-type'] || expected.detailJson !== detailJson) {
      problems.push(`"${id}" arrived otherwise than it was sent`);
    }
    return id;
  });
  problems.push(...Array.from(awaited.keys(), (id) => `"${id}" did not arrive`));
  if (problems.length > 0) {
    throw new Error(`${problems.length} wrong: ${problems.slice(0, maxShown).join('; ')}`);
  }
  return ids;
}

import type { DomainEvent } from '../../../lambdas/domain/domain-event.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { activeMapping } from '../../../tools/simulators/active-mapping.ts';
import type { VirtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { hourMs, regions } from './scenario.ts';

const sourceCount = 40;
const tenantCount = 20;
const burstMs = 60_000;
const detailJson = JSON.stringify({ text: 'x'.repeat(1_000) });
/** Of every customer. */
export const account = '111122223333';

/** One mapping for each of 40 generators of 20 tenants, spread evenly over the Regions. */
export const mappings: readonly Mapping[] = Array.from({ length: sourceCount }, (_, index) => {
  const region = regions[index % regions.length] ?? regions[0];
  const generator = `tenant-${index % tenantCount}/repository-${index}`;
  return activeMapping({ generator, account, region });
});

/** The mapping that the event of a number is for. */
export function mappingOf(index: number): Mapping {
  const mapping = mappings[index % mappings.length];
  if (mapping === undefined) throw new Error('there are mappings');
  return mapping;
}

/** The event of a number, of about 1 kB. */
export function eventOf(index: number, { generator } = mappingOf(index)): DomainEvent {
  const time = '2026-11-21T19:00:00Z';
  return { id: String(index), generator, detailType: 'push', time, resources: [], detailJson };
}

/**
 * When each event comes, in order: one half evenly, the other half within the first minute of every
 * hour, as scheduled jobs make them.
 *
 * @returns milliseconds from the start
 */
export function arrivalTimes(events: number, flowHours: number): Float64Array {
  const flowMs = flowHours * hourMs;
  const evenCount = Math.ceil(events / 2);
  const eachHour = Math.ceil((events - evenCount) / flowHours);
  return Float64Array.from({ length: events }, (_, index) => {
    if (index < evenCount) return (index * flowMs) / evenCount;
    const scheduled = index - evenCount;
    const hour = Math.floor(scheduled / eachHour);
    return hour * hourMs + ((scheduled % eachHour) * burstMs) / eachHour;
  }).toSorted();
}

/** Lets events come at their times, in order. */
export function feed(
  clock: VirtualClock,
  times: Float64Array,
  arrive: (index: number) => void,
): void {
  let index = 0;
  const step = () => {
    for (; (times[index] ?? Infinity) <= clock.now(); index += 1) arrive(index);
    const next = times[index];
    if (next !== undefined) clock.at(next, step);
  };
  clock.at(0, step);
}

import * as v from 'valibot';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { accountOf } from '../../simulators/generator-rows.ts';

/** What one run of the handler is given. */
export interface Workload {
  readonly events: number;
  /** Customers of each generator. */
  readonly mappings: number;
  /** The events are about this many generators in turn. */
  readonly generators: number;
  /** Of each event's detail, as JSON. */
  readonly detailBytes: number;
  /** The run's number where its generators are of this run alone, so that their mappings are not remembered; 0 where they are always the same. */
  readonly run: number;
}

/** A workload as it goes from process to process. */
export const workloadSchema = v.object({
  events: v.number(),
  mappings: v.number(),
  generators: v.number(),
  detailBytes: v.number(),
  run: v.number(),
});

/** The vendor of the benchmark. */
export const partnerName = 'bench.test';

/** The Region of all customers. */
export const region = 'us-east-1';

/** The generator that an event (a number from 0 on) is about; its tenant determines how many mappings it has. */
export function generatorOf(event: number, { mappings, generators, run }: Workload): string {
  return `of-${mappings}/run-${run}/repository-${event % generators}`;
}

/** How many mappings a generator of {@link generatorOf} has; 0 for any other. */
export function mappingsOf(generator: string): number {
  return Number(/^of-(\d+)\//.exec(generator)?.[1] ?? 0);
}

/** The name of the partner event source of a generator's customer. */
export function sourceOf(generator: string, customer: number): string {
  return sourceName(partnerName, generator, accountOf(customer));
}

/** An event's detail as JSON of this many bytes; it begins with the event's number. */
export function detailOf(event: number, { detailBytes }: Workload): string {
  const empty = `{"event":${event},"text":""}`;
  return `{"event":${event},"text":"${'x'.repeat(Math.max(0, detailBytes - empty.length))}"}`;
}

/** The number of the event that has this detail. */
export function eventOf(detail: string): number {
  return Number(/^\{"event":(\d+),/.exec(detail)?.[1] ?? Number.NaN);
}

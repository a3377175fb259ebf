import * as v from 'valibot';
import type { Variant } from '../measure/interleave.ts';
import type { ChildProgram } from '../measure/child-program.ts';
import { sentPartSchema } from './stub-answers.ts';
import type { Workload } from './workload.ts';

/** Of an event's detail, unless a workload is about small ones. */
export const detailBytes = 1000;
const smallDetailBytes = 40;

/** A workload under a name. */
export interface NamedWorkload extends Omit<Workload, 'run'> {
  readonly name: string;
  /** Whether each run has generators of its own, whose mappings nobody remembers. */
  readonly isNew?: boolean;
}

/** The name of the workload of which ten runs are a million events. */
export const longest = '100,000 events';

/** What is measured: more and more events, then more and more customers of each. */
export const workloads: readonly NamedWorkload[] = [
  { name: '1,000 events', events: 1_000, mappings: 1, generators: 100, detailBytes },
  { name: '10,000 events', events: 10_000, mappings: 1, generators: 100, detailBytes },
  { name: longest, events: 100_000, mappings: 1, generators: 100, detailBytes },
  { name: '100 to 10', events: 100, mappings: 10, generators: 10, detailBytes },
  { name: '1,000 to 10', events: 1_000, mappings: 10, generators: 10, detailBytes },
  { name: '1 to 1,000', events: 1, mappings: 1_000, generators: 1, detailBytes },
  { name: '10 to 1,000', events: 10, mappings: 1_000, generators: 1, detailBytes },
  {
    name: '10,000 small events',
    events: 10_000,
    mappings: 1,
    generators: 100,
    detailBytes: smallDetailBytes,
  },
];

/** One event for more and more customers, whose mappings are looked up. */
export const newWorkloads: readonly NamedWorkload[] = [1_000, 10_000, 50_000].map((mappings) => ({
  name: `a new one to ${mappings.toLocaleString('en-US')}`,
  events: 1,
  mappings,
  generators: 1,
  detailBytes,
  isNew: true,
}));

/** Events for so many customers in one batch that it could not read all mappings. */
export const crowded: NamedWorkload = {
  name: 'four new ones to 50,000',
  events: 4,
  mappings: 50_000,
  generators: 4,
  detailBytes,
  isNew: true,
};

const handledSchema = v.object({
  cpuMicros: v.number(),
  batches: v.number(),
  heapBytes: v.number(),
  maxRssBytes: v.number(),
});

const foundSchema = v.object({
  calls: v.record(v.string(), v.number()),
  problems: v.array(v.string()),
});

/** One run of a workload: what it cost, and what the process held after it. */
export interface GrowthRun extends v.InferOutput<typeof handledSchema> {
  /** By operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** Entries that the process had made by then, in all runs. */
  readonly entriesSoFar: number;
}

/** The processes that take part: the function's, and the one that answers it. */
export interface Processes {
  readonly handler: ChildProgram;
  readonly stub: ChildProgram;
}

/**
 * Gives workloads to the handler, in the order in which they are run, and then the parts that it sends back.
 * Rejects when something else is delivered.
 */
export function growthVariants(
  named: readonly NamedWorkload[],
  processes: Processes,
): readonly Variant<GrowthRun>[] {
  const { stub } = processes;
  let entriesSoFar = 0;
  let runs = 0;
  return named.map(({ name, isNew = false, ...rest }) => ({
    name,
    async run() {
      runs += 1;
      const workload = { ...rest, run: isNew ? runs : 0 };
      await stub.ask({ ask: 'expect', workload }, v.null());
      const handled = await handleAll(workload, processes);
      const { calls, problems } = await stub.ask({ ask: 'found' }, foundSchema);
      if (problems.length > 0) throw new Error(`${name}: ${problems.join('; ')}`);
      entriesSoFar += workload.events * workload.mappings;
      return { ...handled, calls, entriesSoFar };
    },
  }));
}

async function handleAll(
  workload: Workload,
  { handler, stub }: Processes,
): Promise<v.InferOutput<typeof handledSchema>> {
  let all = await handler.ask({ workload }, handledSchema);
  for (;;) {
    const parts = await stub.ask({ ask: 'parts' }, v.array(sentPartSchema));
    if (parts.length === 0) return all;
    const handled = await handler.ask({ parts }, handledSchema);
    all = {
      cpuMicros: all.cpuMicros + handled.cpuMicros,
      batches: all.batches + handled.batches,
      heapBytes: handled.heapBytes,
      maxRssBytes: Math.max(all.maxRssBytes, handled.maxRssBytes),
    };
  }
}

import { customerOf } from '../../simulators/generator-rows.ts';
import { eventOf, generatorOf, sourceOf, type Workload } from './workload.ts';

/** An entry of PutPartnerEvents, with the parts that show whether it is right. */
export interface Entry {
  readonly Source: string;
  readonly Detail: string;
}

/** Counts how often each event of a workload was put to each of its sources. */
export interface Arrivals {
  add(entry: Entry): void;
  /** What is wrong, in a few words each; nothing when each event was put once to each source and nowhere else. */
  problems(): readonly string[];
}

const maxProblems = 10;

/** Arrivals of nothing yet. */
export function newArrivals(workload: Workload): Arrivals {
  const { events, mappings } = workload;
  const times = new Uint8Array(events * mappings);
  const names = new Map<string, string>();
  const problems: string[] = [];
  const nameOf = (generator: string, customer: number): string => {
    const key = `${generator} ${customer}`;
    const name = names.get(key) ?? sourceOf(generator, customer);
    names.set(key, name);
    return name;
  };
  return {
    add({ Source, Detail }) {
      const event = eventOf(Detail);
      const customer = customerOf(Source.slice(Source.lastIndexOf('/') + 1));
      const isOurs = event < events && customer >= 0 && customer < mappings;
      if (isOurs && Source === nameOf(generatorOf(event, workload), customer)) {
        const place = event * mappings + customer;
        times[place] = Math.min(255, (times[place] ?? 0) + 1);
      } else if (problems.length < maxProblems) {
        problems.push(`event ${event} was put to ${Source}`);
      }
    },
    problems() {
      const all = [...problems];
      for (let place = 0; place < times.length && all.length < maxProblems; place += 1) {
        if (times[place] === 1) continue;
        const [event, customer] = [Math.floor(place / mappings), place % mappings];
        all.push(`event ${event} was put ${times[place]} times to customer ${customer}`);
      }
      return all;
    },
  };
}

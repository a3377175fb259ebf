import { sourceName } from '../../../lambdas/domain/source-name.ts';

/** What one run of the handler is given. */
export interface Workload {
  readonly events: number;
  /** Customers of each generator. */
  readonly mappings: number;
  /** The events are about this many generators in turn. */
  readonly generators: number;
  /** Of each event's detail, as JSON. */
  readonly detailBytes: number;
}

/** The vendor of the benchmark. */
export const partnerName = 'bench.test';

/** The Region of all customers. */
export const region = 'us-east-1';

const firstAccount = 100_000_000_000;

/** The generator that an event (a number from 0 on) is about; its tenant determines how many mappings it has. */
export function generatorOf(event: number, { mappings, generators }: Workload): string {
  return `of-${mappings}/repository-${event % generators}`;
}

/** How many mappings a generator of {@link generatorOf} has; 0 for any other. */
export function mappingsOf(generator: string): number {
  return Number(/^of-(\d+)\//.exec(generator)?.[1] ?? 0);
}

/** The account of a generator's customer, numbered from 0 on. */
export function accountOf(customer: number): string {
  return String(firstAccount + customer);
}

/** The number of the customer who has this account. */
export function customerOf(account: string): number {
  return Number(account) - firstAccount;
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

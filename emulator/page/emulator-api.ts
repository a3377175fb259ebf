import * as v from 'valibot';
import type { Arrivals, Customer } from './customer-side.ts';
import { arrivalSchema, clockSchema } from './schemas.ts';

/** The most events of one answer, the newest, and about the most bytes of them. */
const mostAtOnce = { limit: '200', maxBytes: '4000000' };

const accountsSchema = v.array(v.object({ account: v.string(), region: v.string() }));
const problemSchema = v.object({ message: v.string() });

/** The emulator's control endpoints, for its page. Every call rejects with a readable message. */
export const emulatorApi = {
  /** The accounts and Regions that have a source or a bus. */
  accounts: () => read('accounts', accountsSchema),
  clock: {
    read: async () => (await read('clock', clockSchema)).now,
    advance: (advanceSeconds: number) =>
      read('clock', clockSchema, { method: 'POST', body: JSON.stringify({ advanceSeconds }) }),
  },
  faults: () => read('faults', v.record(v.string(), v.unknown())),
  clearFaults: () => read('faults', v.unknown(), { method: 'DELETE' }),
  /** The events after a sequence number: those on a customer's buses, or all. */
  async arrivals(customer: Customer | undefined, after: number): Promise<Arrivals> {
    const ofCustomer =
      customer === undefined ? {} : { account: customer.account, region: customer.region };
    const query = new URLSearchParams({ ...ofCustomer, ...mostAtOnce, after: String(after) });
    const events = await read(`received?${query}`, v.array(arrivalSchema));
    return { events, next: events.at(-1)?.sequence ?? after };
  },
};

async function read<T>(
  path: string,
  schema: v.GenericSchema<unknown, T>,
  init?: RequestInit,
): Promise<T> {
  const response = await fetch(`/_emulator/${path}`, { ...init, cache: 'no-store' });
  const answer: unknown = await response.json();
  if (response.ok) return v.parse(schema, answer);
  const problem = v.safeParse(problemSchema, answer);
  throw new Error(problem.success ? problem.output.message : `HTTP status ${response.status}`);
}

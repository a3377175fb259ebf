import * as v from 'valibot';
import type { Customer, CustomerSide, Rule } from '../../emulator/page/customer-side.ts';
import { clockSchema } from '../../emulator/page/schemas.ts';
import {
  arrivalsSchema,
  customerSourcesSchema,
  patternTestSchema,
  rulesSchema,
  stateSchema,
  tokenSchema,
} from './schemas.ts';

/** The API of local mode for its page. Every call rejects with a readable message. */
export const localApi = {
  state: () => read('/_local/state', stateSchema),
  token: (tenant: string) => read('/_local/tokens', tokenSchema, posted({ tenant })),
  /** The clock of EventBridge and of everything that follows it. */
  clock: {
    read: async () => (await read('/_local/clock', clockSchema)).now,
    advance: (advanceSeconds: number) =>
      read('/_local/clock', clockSchema, posted({ advanceSeconds })),
  },
  /** The events that arrived on the customer's buses after a sequence number, oldest first. */
  arrivals: (customer: Customer, after: number) =>
    read(`${pathOf(customer)}/events?after=${after}`, arrivalsSchema),
};

/** What a customer does in local mode. */
export function localCustomer(customer: Customer): CustomerSide {
  const path = pathOf(customer);
  return {
    ...customer,
    sources: async () => (await read(`${path}/sources`, customerSourcesSchema)).sources,
    associate: (name: string) => send(`${path}/buses`, posted({ name })),
    deleteBus: (name: string) =>
      send(`${path}/buses?${new URLSearchParams({ name })}`, { method: 'DELETE' }),
    rules: async (bus: string) =>
      (await read(`${path}/rules?${new URLSearchParams({ bus })}`, rulesSchema)).rules,
    putRule: (bus: string, rule: Rule) => send(`${path}/rules`, posted({ bus, ...rule })),
    deleteRule: (bus: string, name: string) =>
      send(`${path}/rules?${new URLSearchParams({ bus, name })}`, { method: 'DELETE' }),
    matches: async (eventPattern: string, event: string) =>
      (await read(`${path}/pattern-tests`, patternTestSchema, posted({ eventPattern, event })))
        .matches,
  };
}

function pathOf({ account, region }: Customer): string {
  return `/_local/customers/${encodeURIComponent(account)}/${encodeURIComponent(region)}`;
}

function posted(body: unknown): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

async function read<T>(
  path: string,
  schema: v.GenericSchema<unknown, T>,
  init?: RequestInit,
): Promise<T> {
  const response = await send(path, init);
  return v.parse(schema, await response.json());
}

async function send(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, cache: 'no-store' });
  if (response.ok) return response;
  const problem = v.safeParse(v.object({ message: v.string() }), await response.json());
  throw new Error(problem.success ? problem.output.message : `HTTP status ${response.status}`);
}

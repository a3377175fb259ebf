import * as v from 'valibot';
import {
  arrivalsSchema,
  clockSchema,
  customerSourcesSchema,
  rulesSchema,
  stateSchema,
  tokenSchema,
} from './schemas.ts';

/** An AWS account in a Region. */
export interface Customer {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
}

/** A rule of an event bus. */
export interface Rule {
  readonly name: string;
  /** JSON. */
  readonly eventPattern: string;
}

/** The API of local mode for its page. Every call rejects with a readable message. */
export const localApi = {
  state: () => read('/_local/state', stateSchema),
  token: (tenant: string) => read('/_local/tokens', tokenSchema, posted({ tenant })),
  clock: () => read('/_local/clock', clockSchema),
  /** Advances the clock of EventBridge and of everything that follows it. */
  advanceClock: (advanceSeconds: number) =>
    read('/_local/clock', clockSchema, posted({ advanceSeconds })),

  /** The sources as AWS shows them to the customer. */
  sources: (customer: Customer) => read(`${pathOf(customer)}/sources`, customerSourcesSchema),
  /** Associates a source with an event bus, or activates it if its event bus already exists. */
  associate: (customer: Customer, name: string) =>
    send(`${pathOf(customer)}/buses`, posted({ name })),
  deleteBus: (customer: Customer, name: string) =>
    send(`${pathOf(customer)}/buses?${new URLSearchParams({ name })}`, { method: 'DELETE' }),
  rules: (customer: Customer, bus: string) =>
    read(`${pathOf(customer)}/rules?${new URLSearchParams({ bus })}`, rulesSchema),
  putRule: (customer: Customer, bus: string, rule: Rule) =>
    send(`${pathOf(customer)}/rules`, posted({ bus, ...rule })),
  deleteRule: (customer: Customer, bus: string, name: string) =>
    send(`${pathOf(customer)}/rules?${new URLSearchParams({ bus, name })}`, { method: 'DELETE' }),
  /** The events that arrived on the customer's buses after a sequence number, oldest first. */
  arrivals: (customer: Customer, after: number) =>
    read(`${pathOf(customer)}/events?after=${after}`, arrivalsSchema),
};

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

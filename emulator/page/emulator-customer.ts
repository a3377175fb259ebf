import * as v from 'valibot';
import { callAws, CallError, listAws } from './call-aws.ts';
import type { Customer, CustomerSide, Rule } from './customer-side.ts';
import type { CustomerSource } from './schemas.ts';

const seconds = v.pipe(
  v.number(),
  v.transform((value) => new Date(value * 1000).toISOString()),
);
const sources = {
  list: 'EventSources',
  schema: v.object({
    Name: v.string(),
    State: v.picklist(['PENDING', 'ACTIVE', 'DELETED']),
    ExpirationTime: v.optional(seconds),
  }),
};
const buses = { list: 'EventBuses', schema: v.object({ Name: v.string() }) };
const rules = {
  list: 'Rules',
  schema: v.object({ Name: v.string(), EventPattern: v.optional(v.string(), '') }),
};
const targets = { list: 'Targets', schema: v.object({ Id: v.string() }) };

/** What a customer does and sees, by EventBridge's own operations; and the account's buses that are of no source. */
export interface EmulatorCustomer extends CustomerSide {
  /** The names of the default bus and of custom buses. */
  ownBuses(): Promise<readonly string[]>;
}

/** A customer of the emulator that serves the page. */
export function emulatorCustomer(customer: Customer): EmulatorCustomer {
  const call = (operation: string, input: object) => callAws(customer, operation, input);
  const listRules = async (bus: string) =>
    (await listAws(customer, 'ListRules', { EventBusName: bus }, rules)).map(ruleOf);
  const listBuses = async () => (await listAws(customer, 'ListEventBuses', {}, buses)).map(nameOf);
  return {
    ...customer,
    sources: () => listSources(customer, listBuses),
    ownBuses: async () => (await listBuses()).filter((name) => !name.startsWith('aws.partner/')),
    associate: (name) => associate(customer, name),
    async deleteBus(name) {
      for (const rule of await listRules(name)) await deleteRule(customer, name, rule.name);
      await call('DeleteEventBus', { Name: name });
    },
    rules: listRules,
    putRule: (bus, rule) => putRule(customer, bus, rule),
    deleteRule: (bus, name) => deleteRule(customer, bus, name),
    async matches(EventPattern, Event) {
      const { Result } = await call('TestEventPattern', { EventPattern, Event });
      return Result === true;
    },
  };
}

const nameOf = ({ Name }: { readonly Name: string }) => Name;

function ruleOf({ Name, EventPattern }: v.InferOutput<typeof rules.schema>): Rule {
  return { name: Name, eventPattern: EventPattern };
}

async function listSources(
  customer: Customer,
  listBuses: () => Promise<readonly string[]>,
): Promise<readonly CustomerSource[]> {
  const names = new Set(await listBuses());
  const listed = await listAws(customer, 'ListEventSources', {}, sources);
  return listed.map(({ Name: name, State: state, ExpirationTime: expirationTime = null }) => ({
    name,
    state,
    hasBus: names.has(name),
    expirationTime,
  }));
}

/** Creates the bus of a source, or attaches the bus that an earlier source of the same name left. */
async function associate(customer: Customer, Name: string): Promise<void> {
  try {
    await callAws(customer, 'CreateEventBus', { Name, EventSourceName: Name });
  } catch (error) {
    if (!(error instanceof CallError) || error.type !== 'ResourceAlreadyExistsException') {
      throw error;
    }
    await callAws(customer, 'ActivateEventSource', { Name });
  }
}

async function putRule(
  customer: Customer,
  EventBusName: string,
  { name: Name, eventPattern: EventPattern }: Rule,
): Promise<void> {
  await callAws(customer, 'PutRule', { EventBusName, Name, EventPattern });
  const { account, region } = customer;
  const Arn = `arn:aws:logs:${region}:${account}:log-group:/aws/events/${Name}`;
  await callAws(customer, 'PutTargets', {
    EventBusName,
    Rule: Name,
    Targets: [{ Id: 'log', Arn }],
  });
}

async function deleteRule(customer: Customer, EventBusName: string, Name: string): Promise<void> {
  const rule = { EventBusName, Rule: Name };
  const listed = await listAws(customer, 'ListTargetsByRule', rule, targets);
  const Ids = listed.map(({ Id }) => Id);
  if (Ids.length > 0) await callAws(customer, 'RemoveTargets', { ...rule, Ids });
  await callAws(customer, 'DeleteRule', { EventBusName, Name });
}

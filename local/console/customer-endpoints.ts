import * as v from 'valibot';
import type { EmulatorView } from '../emulator-view.ts';
import { customerSide, type Customer } from './customer-side.ts';
import { endpoint, take, type Endpoint, type EndpointCall } from './endpoint.ts';

/** The most events in one answer, the newest. */
const maxArrivals = 200;

const customerPath = String.raw`/_local/customers/:account(\d{12})/:region([a-z0-9\-]+)`;

/** The endpoints of the page's customer side: what an AWS account does and sees. */
export function customerEndpoints(
  eventBridgeUrl: string,
  view: Pick<EmulatorView, 'arrivals'>,
): readonly Endpoint[] {
  type Side = ReturnType<typeof customerSide>;
  const asCustomer = (
    method: Endpoint['method'],
    path: string,
    answer: (side: Side, call: EndpointCall) => Promise<unknown>,
  ) =>
    endpoint(method, `${customerPath}/${path}`, async (call) => {
      using side = customerSide(eventBridgeUrl, customerOf(call));
      return await answer(side, call);
    });
  return [
    asCustomer('GET', 'sources', async (side) => ({ sources: await side.sources() })),
    asCustomer('POST', 'buses', async (side, { body }) => {
      await side.associate(take(bus, body).name);
    }),
    asCustomer('DELETE', 'buses', async (side, { query }) => {
      await side.deleteBus(take(bus, query).name);
    }),
    asCustomer('GET', 'rules', async (side, { query }) => ({
      rules: await side.rules(take(busOfRules, query).bus),
    })),
    asCustomer('POST', 'rules', async (side, { body }) => {
      await side.putRule(take(rule, body));
    }),
    asCustomer('POST', 'pattern-tests', async (side, { body }) => ({
      matches: await side.matches(take(patternTest, body)),
    })),
    asCustomer('DELETE', 'rules', async (side, { query }) => {
      const { bus: ofBus, name } = take(ruleOfBus, query);
      await side.deleteRule(ofBus, name);
    }),
    arrivalsEndpoint(view),
  ];
}

function arrivalsEndpoint(view: Pick<EmulatorView, 'arrivals'>): Endpoint {
  return endpoint('GET', `${customerPath}/events`, async (call) => {
    const { after } = take(position, call.query);
    const events = await view.arrivals({ ...customerOf(call), after, limit: maxArrivals });
    return { events, next: events.at(-1)?.sequence ?? after };
  });
}

function customerOf({ path }: EndpointCall): Customer {
  const { account = '', region = '' } = path;
  return { account, region };
}

const name = v.pipe(v.string(), v.nonEmpty('is empty'));
const bus = v.strictObject({ name });
const busOfRules = v.strictObject({ bus: name });
const ruleOfBus = v.strictObject({ bus: name, name });
const rule = v.strictObject({ bus: name, name, eventPattern: name });
const patternTest = v.strictObject({ eventPattern: name, event: name });
const position = v.strictObject({
  after: v.pipe(
    v.optional(v.string(), '0'),
    v.regex(/^\d{1,15}$/, 'must be a whole number'),
    v.transform(Number),
  ),
});

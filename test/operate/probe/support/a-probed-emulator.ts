import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, ListEventBusesCommand } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { FaultSettings } from '../../../../emulator/faults/faults-view.ts';
import type { EmulatorOptions } from '../../../../emulator/options.ts';
import { startEmulator } from '../../../../emulator/server.ts';
import { startSqs } from '../../../../local/aws/sqs.ts';
import { credentialsOf } from '../../../../local/partner.ts';
import type { CustomerSide } from '../../../../operate/probe/customer-side.ts';
import type { Effort } from '../../../../operate/probe/probe-context.ts';
import type { ProbeServices } from '../../../../operate/probe/probe-services.ts';
import { useEventBridgeAt } from '../../../support/aws-variables.ts';
import { fakeTerminal } from '../../support/fake-terminal.ts';
import { probeBy } from './probe-by.ts';

/** The account of the run's sources. */
const customerAccount = '111122223333';

/** A run's name; its sources' names follow from it. */
export const run = 'fanout-validate-1';

/** The name of the run's source, or of the one that it never creates. */
export const sourceOfRun = (resource: 'probe' | 'never-created') =>
  `aws.partner/vendor.example.test/${run}/${resource}/${customerAccount}`;

/** A stage whose file is laid out by hand. */
export const stageText = `{
  "partnerDomain": "vendor.example",
  "homeRegion": "us-east-1",
  "regions": ["us-east-1"],

  "quotas": { "putPartnerEventsMs": 40 }
}
`;

/** What a run does that does not look for limits. */
export const effort: Effort = {
  // Nothing is refused up to here, so that a run is fast.
  ceilingBytes: 20_000,
  deepestLevels: 1_200,
  timedCalls: 4,
  requestsPerSecond: 20,
  throttlingSeconds: 1,
};

/** An emulator that the SDK of this process uses, a folder of stages, and what runs a probe of stage `beta`. */
export async function aProbedEmulator(options: EmulatorOptions = {}) {
  const sqs = await startSqs({ port: 0 });
  const emulator = await startEmulator({ sqsEndpoint: sqs.url, ...options });
  const undo = useEventBridgeAt(emulator.url);
  const folder = await mkdtemp(join(tmpdir(), 'probe-'));
  await writeFile(join(folder, 'beta.json'), stageText);
  const services = testServices(folder, { eventBridge: emulator.url, sqs: sqs.url });
  return {
    folder,
    read: async (file: string) => await readFile(join(folder, file), 'utf8'),
    files: async () => (await readdir(folder)).toSorted(),
    observed: async () => JSON.parse(await readFile(join(folder, 'beta.observed.json'), 'utf8')),
    ...emulatorAt(emulator.url),
    left: async () => await leftAt(services.customerOf({ profile: 'customer' })),
    probe: prober(services),
    async close() {
      undo();
      await emulator.close();
      await sqs.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** @returns what runs a probe; `during` is what the services do instead, and may stop the run as Ctrl-C does */
function prober(services: ProbeServices) {
  return async (
    args: readonly string[] = [],
    during: (stop: () => void) => Partial<ProbeServices> = () => ({}),
  ) => {
    const fake = fakeTerminal();
    const command = probeBy({ ...services, ...during(fake.stop) });
    const code = await command.run(['--stage', 'beta', ...args], fake.terminal);
    return { code, ...fake };
  };
}

function emulatorAt(url: string) {
  return {
    faults: async (faults: Partial<FaultSettings>) => await post(url, faults),
    /** What is left in the emulator. */
    sources: async () => await (await fetch(`${url}/_emulator/sources`)).json(),
    /** How many calls the emulator has had, by operation. */
    calls: async () => {
      const response = await fetch(`${url}/_emulator/counters`);
      return v.parse(v.object({ calls: v.unknown() }), await response.json()).calls;
    },
  };
}

/** What the customer still has. */
async function leftAt({ eventBridge, sqs }: CustomerSide) {
  const { EventBuses: buses = [] } = await eventBridge('us-east-1').send(
    new ListEventBusesCommand(),
  );
  const { QueueUrls: queues = [] } = await sqs('us-east-1').send(new ListQueuesCommand());
  return { buses: buses.map(({ Name: name }) => name), queues };
}

async function post(url: string, faults: object): Promise<void> {
  const body = JSON.stringify(faults);
  const response = await fetch(`${url}/_emulator/faults`, { method: 'POST', body });
  if (!response.ok) throw new Error(await response.text());
}

/** A clock that only a sleep moves: nobody waits, and no figure depends on this machine. */
export function movedTime(): Pick<ProbeServices, 'now' | 'sleep'> {
  let sleptMs = 0;
  return {
    now: () => sleptMs,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      sleptMs += milliseconds;
    },
  };
}

function testServices(
  stagesFolder: string,
  endpoints: { readonly eventBridge: string; readonly sqs: string },
): ProbeServices {
  const customer = { region: 'us-east-1', credentials: credentialsOf(customerAccount) };
  return {
    accountOf: async () => customerAccount,
    customerOf: () => ({
      eventBridge: () => new EventBridgeClient({ ...customer, endpoint: endpoints.eventBridge }),
      sqs: () => new SQSClient({ ...customer, endpoint: endpoints.sqs }),
    }),
    newRun: () => run,
    ...movedTime(),
    effort,
    stagesFolder,
  };
}

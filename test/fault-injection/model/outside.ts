import {
  registrationDeployment,
  reconcileDeployment,
  reconcileRequestsPerSecond,
} from '../../../lambdas/settings/deployment.ts';
import { sourceCalls } from '../../../lambdas/aws/source-calls.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { reconcile } from '../../../lambdas/reconcile/handler.ts';
import { registrationHandler } from '../../../lambdas/registration/handler.ts';
import type { RegistrationServices } from '../../../lambdas/ports/registration-services.ts';
import { sourceOf, type Wish } from '../../support/customer.ts';
import { fakeCatalog, fakeCatalogExports } from '../../support/fake-catalog.ts';
import { fakePayloadLinks } from '../../support/fake-payload-links.ts';
import { anHttpApiEvent, type RequestOverrides } from '../../support/http-api-events.ts';
import { registrationTestSettings } from '../../support/registration-services.ts';
import type { Environment } from './environment.ts';
import { fetchingPort } from './payloads/payloads-port.ts';
import {
  controlsPort,
  ledgerPort,
  queuePort,
  reconcilePort,
  registrationPort,
  retirementsPort,
  sourcesPort,
} from './ports.ts';
import { testMessage } from './published.ts';
import { claimsPort, readersPort, replaysPort, wakePort } from './replaying.ts';
import { modelRegions } from './wishes.ts';
import { within } from './within.ts';
import { silentLog } from '../../../tools/simulators/silent-log.ts';
import { accept, type World } from './world.ts';

const sourceCallsWithinMs = 20_000;

/**
 * Sends a request of a wish's tenant to the registration function, in an execution environment of its
 * own. The answer's status, or `cut`.
 */
export async function request(
  { generator }: Pick<Wish, 'generator'>,
  what: RequestOverrides,
  world: World,
): Promise<number | 'cut'> {
  const environment = world.start();
  const { fetching: wrap } = world.options.sabotage ?? {};
  const sound = fetchingPort(world);
  const fetching = wrap?.(sound, world) ?? sound;
  const services = registrationServices(environment, world);
  const handle = registrationHandler(services, new Map(), fetching);
  const [tenant = ''] = generator.split('/');
  const event = anHttpApiEvent({ ...what, tenant, nowMs: environment.now() });
  const answered = async () => (await handle(event)).statusCode;
  return await within(registrationDeployment.timeoutSeconds, answered(), environment, world);
}

/** The status that whoever has a token is answered with. */
export async function fetchStatus(token: string, world: World): Promise<number | 'cut'> {
  const path = `/payloads/${token}`;
  return await request({ generator: 'nobody/at-all' }, { path, claims: null }, world);
}

/** The path of a wish's source in the API. */
export function pathOf(wish: Wish, operation = ''): Pick<RequestOverrides, 'path' | 'query'> {
  const { name } = sourceOf(wish);
  return { path: `/sources/${name}${operation}`, query: { region: wish.region } };
}

function registrationServices(environment: Environment, world: World): RegistrationServices {
  const { time, options, history, surroundings } = world;
  const { now } = environment;
  const log = options.log ?? silentLog;
  let draws = 0;
  const random = () => {
    draws += 1;
    return surroundings.chance(`request ${draws}`);
  };
  const policy = { ...standardSettings.reconcile, ...history.setup.orphan };
  const sources = sourcesPort(environment, world);
  const eventsQueue = queuePort(environment, world, 'send test event', ({ body, attributes }) =>
    accept(world, testMessage(body, attributes?.['sourceArn'] ?? '')),
  );
  const ledger = ledgerPort(environment, world);
  return {
    mappings: registrationPort(environment, world),
    retirements: retirementsPort(environment, world),
    ledger,
    admissions: ledger,
    beginSourceCalls: () =>
      sourceCalls(sources, {
        time: { now, sleep: time.sleep },
        random,
        deadlineMs: now() + sourceCallsWithinMs,
      }),
    eventsQueue,
    controls: controlsPort(environment, world),
    history: readersPort(environment, world),
    ...replayServices(environment, world),
    now,
    ...served,
    log,
    newId: () => world.newId('registered'),
    random,
    sleep: time.sleep,
    settings: { ...registrationTestSettings, policy },
  };
}

const served = {
  catalog: fakeCatalog('push', 'issues.opened'),
  catalogExports: fakeCatalogExports(),
  payloadLinks: fakePayloadLinks(),
};

function replayServices(environment: Environment, world: World) {
  return {
    replays: replaysPort(environment, world),
    replayClaims: claimsPort(environment, world),
    wakeReplay: wakePort(environment, world),
  };
}

/** One run of the reconciler, in an environment of its own. A run that rejects is one that the next makes up for. */
export async function reconcileOnce(world: World): Promise<void> {
  const { time, history, options } = world;
  const environment = world.start();
  const { now } = environment;
  const seconds = reconcileDeployment.timeoutSeconds;
  const mappings = reconcilePort(environment, world);
  const run = reconcile(
    { dryRun: false, deadlineMs: now() + seconds * 1000 },
    {
      sources: sourcesPort(environment, world),
      mappings,
      retirements: retirementsPort(environment, world),
      controls: controlsPort(environment, world),
      ...replayServices(environment, world),
      sendNotifications: async (open) => {
        try {
          return await environment.call('notify vendor', () => open.map(() => true));
        } catch {
          return open.map(() => false);
        }
      },
      log: options.log ?? silentLog,
      time: { now, sleep: time.sleep },
      newGeneration: () => world.newId('adopted'),
      settings: {
        partnerName: 'vendor.test',
        regions: modelRegions,
        requestsPerSecond: reconcileRequestsPerSecond(standardSettings.quotas),
        policy: { ...standardSettings.reconcile, ...history.setup.orphan },
      },
    },
  );
  await within(seconds, run, environment, world).catch(() => undefined);
}

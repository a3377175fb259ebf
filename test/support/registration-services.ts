import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { Answer } from '../../lambdas/registration/answers.ts';
import { registrationHandler } from '../../lambdas/registration/handler.ts';
import type { PageFiles } from '../../lambdas/registration/page-files.ts';
import type { PayloadFetching } from '../../lambdas/ports/payloads.ts';
import type {
  RegistrationServices,
  RegistrationSettings,
} from '../../lambdas/ports/registration-services.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { fakeCatalog, fakeCatalogExports } from './fake-catalog.ts';
import { virtualClock, type VirtualClock } from '../../tools/simulators/virtual-clock.ts';
import { fakeHistoryReader } from './fake-history-reader.ts';
import { fakeLog } from './fake-log.ts';
import { fakeMappingControls } from './fake-mapping-controls.ts';
import { fakeMappingTable } from './fake-mapping-table.ts';
import { fakeMessageQueue } from './fake-message-queue.ts';
import { fakePartnerSources } from './fake-partner-sources.ts';
import { fakePayloadLinks } from './fake-payload-links.ts';
import { fakeRegistrationTable } from './fake-registration-table.ts';
import { fakeReplays } from './fake-replays.ts';
import { fakeSourceCalls } from './fake-source-calls.ts';
import { fakeTenantLedger } from './fake-tenant-ledger.ts';
import { differences } from './openapi-check.ts';
import { anHttpApiEvent, type RequestOverrides } from './http-api-events.ts';

/** The settings of a test's registration, as a deployed stage has them. */
export const registrationTestSettings: RegistrationSettings = {
  partnerName: 'vendor.test',
  regions: ['us-east-1', 'eu-west-1'],
  tenantClaim: 'tenant',
  signIn: {
    issuer: 'https://id.example',
    clientId: 'console',
    scope: 'openid',
    parameters: {},
    bearer: 'access_token',
  },
  signInOrigins: ['https://id.example'],
  limits: standardSettings.tenantLimits,
  maxRequestsPerMinute: standardSettings.tenantLimits.maxRequestsPerMinute,
  ...standardSettings.registration,
  policy: { ...standardSettings.reconcile, expiringDays: [], failingHours: [] },
  history: standardSettings.history,
  largeEvents: standardSettings.largeEvents,
  replay: { ...standardSettings.replay, entriesPerSecond: 1_600 },
};

/** How a test's registration differs from a deployed stage's. */
export interface RegistrationOverrides {
  readonly mappings?: readonly Mapping[];
  readonly settings?: Partial<RegistrationSettings>;
  readonly page?: PageFiles;
  /** Without it, links to payloads lead nowhere. */
  readonly fetching?: PayloadFetching;
  /** Whether the events queue refuses every message. */
  readonly isQueueDown?: boolean;
  readonly replace?: (services: RegistrationServices) => Partial<RegistrationServices>;
}

/** Fakes for everything that registration needs, on a stopped clock; `services` are wired from them. */
export function fakeRegistration(overrides: RegistrationOverrides = {}) {
  const clock = virtualClock();
  const log = fakeLog();
  const sources = fakePartnerSources(clock.now);
  const mappings = fakeMappingTable(...(overrides.mappings ?? []));
  const table = fakeRegistrationTable(mappings);
  const ledger = fakeTenantLedger(mappings);
  const queue = fakeMessageQueue(() => overrides.isQueueDown === true);
  const history = fakeHistoryReader();
  const replays = fakeReplays();
  const plain: RegistrationServices = {
    mappings: table,
    retirements: mappings,
    ledger,
    admissions: ledger,
    beginSourceCalls: () => fakeSourceCalls(sources),
    eventsQueue: queue,
    controls: fakeMappingControls(mappings),
    history: new Map([['us-east-1', history]]),
    ...replays.services,
    now: clock.now,
    catalog: fakeCatalog('push', 'issues.opened', '100% sure'),
    catalogExports: fakeCatalogExports(),
    payloadLinks: fakePayloadLinks(),
    log,
    newId: countingIds(),
    random: () => 0.5,
    sleep: async () => undefined,
    settings: { ...registrationTestSettings, ...overrides.settings },
  };
  const services = { ...plain, ...overrides.replace?.(plain) };
  const { page = new Map(), fetching } = overrides;
  const handle = registrationHandler(services, page, fetching);
  const fakes = { clock, log, sources, mappings, table, queue, history, replays };
  return { ...fakes, services, handle, send: sendTo(handle, { clock, page }) };
}

/**
 * Sends a request at the clock's time, by default of the tenant acct1. Throws when the answer is not as
 * openapi.yaml describes it.
 */
function sendTo(
  handle: ReturnType<typeof registrationHandler>,
  { clock, page }: { readonly clock: VirtualClock; readonly page: PageFiles },
) {
  return async (request: RequestOverrides): Promise<Answer> => {
    const event = anHttpApiEvent({ nowMs: clock.now(), ...request });
    const answer = await handle(event);
    const { method } = event.requestContext.http;
    const wrong = page.has(event.rawPath) ? [] : differences(method, event.rawPath, answer);
    if (wrong.length > 0) throw new Error(`${method} ${event.rawPath}: ${wrong.join(', ')}`);
    return answer;
  };
}

/** The ids `id-1`, `id-2` and so on. */
function countingIds(): () => string {
  let ids = 0;
  return () => {
    ids += 1;
    return `id-${ids}`;
  };
}

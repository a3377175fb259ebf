import { availableParallelism } from 'node:os';
import { registrationDeployment } from '../lambdas/settings/deployment.ts';
import { environmentOf } from '../lambdas/settings/environment-of.ts';
import { localSettings } from '../lambdas/settings/local-settings.ts';
import { regions } from '../lambdas/domain/regions.ts';
import { historyPlace } from './history/history-place.ts';
import type { LocalFunction } from './lambda/function-host.ts';
import { partnerName } from './partner.ts';
import { payloadBucketPrefix } from './payload-bucket.ts';
import type { Queues } from './queues.ts';
import type { LocalSignIn } from './sign-in/sign-in.ts';
import { startBundle, type BundleContext } from './start-bundle.ts';

/** What the registration function needs to start. */
export interface RegistrationContext extends BundleContext {
  readonly queues: Pick<Queues, 'events' | 'history' | 'replays'>;
  readonly tableName: string;
  readonly historyTableName: string;
  /** The vendor's name, logo and colours for the page. */
  readonly brandFolder?: string;
}

// An account's default in AWS is far higher, but here more processes than cores would only take turns.
const maxConcurrency = Math.min(10, Math.max(2, availableParallelism()));

/** The registration function, from the bundle that the stack deploys; it starts at the first invocation. */
export function registrationFunction(
  context: RegistrationContext,
  signIn: LocalSignIn,
): Pick<LocalFunction, 'invoke' | 'close'> {
  let started: LocalFunction | undefined;
  const start = () =>
    startBundle(
      {
        name: 'registration',
        ...registrationDeployment,
        maxConcurrency,
        environment: localRegistrationEnvironment(context, signIn),
      },
      context,
    );
  return {
    invoke: async (event) => await (started ??= start()).invoke(event),
    close: async () => await started?.close(),
  };
}

/** The registration function's variables in local mode: the stack's settings, on the local tables and queues. */
export function localRegistrationEnvironment(
  {
    queues,
    tableName,
    historyTableName,
    brandFolder = 'no-brand',
  }: Pick<RegistrationContext, 'queues' | 'tableName' | 'historyTableName' | 'brandFolder'>,
  { issuer, clientId, scope, parameters, bearer, tenantClaim }: LocalSignIn,
) {
  return environmentOf('registration', {
    ...localSettings,
    signIn: {
      issuer,
      clientId,
      scope,
      authorizationParameters: parameters,
      tenantClaim,
      bearer,
      origins: [new URL(issuer).origin],
    },
    place: {
      ...historyPlace(queues, historyTableName),
      payloadBucketPrefix,
      mappingTableName: tableName,
      eventsQueueUrl: queues.events.url,
      partnerName,
      brandFolder,
      customerRegions: regions.map(({ region }) => region),
    },
  });
}

import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { join } from 'node:path';
import { onLiveConnections } from '../aws/connections.ts';
import { registrationServices } from '../aws/registration-services.ts';
import { discreetLog } from '../delivery/discreet-log.ts';
import { readCatalog } from './catalog.ts';
import { parseRegistrationEnvironment, registrationPlaces, registrationSettings } from './env.ts';
import { registrationHandler, type HttpApiEvent } from './handler.ts';
import { readPageFiles } from './page-files.ts';

// Once for each execution environment. The files are next to the bundle.
const folder = import.meta.dirname;
const environment = parseRegistrationEnvironment(process.env);
const settings = registrationSettings(environment);
const logger = new Logger();
const services = registrationServices(
  registrationPlaces(environment),
  settings,
  readCatalog(join(folder, 'catalog'), settings.partnerName),
  discreetLog(logger),
);
const handle = registrationHandler(services, readPageFiles(folder, settings));

/** The Lambda entry point of the registration function, behind an HTTP API. */
export const handler = onLiveConnections((event: HttpApiEvent, context: Context) => {
  logger.addContext(context);
  return handle(event);
});

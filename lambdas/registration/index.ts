import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { join } from 'node:path';
import { onLiveConnections } from '../aws/connections.ts';
import { lateReaders } from '../aws/history/late-readers.ts';
import { registrationServices } from '../aws/registration-services.ts';
import { lateLinkedPayloads } from '../aws/payloads/late-linked-payloads.ts';
import { publishFetch } from '../aws/payloads/publish-fetch.ts';
import { publishForeignBody } from '../aws/report-replays.ts';
import { exportsFolder } from '../contract/catalog-exports.ts';
import { discreetLog } from '../delivery/discreet-log.ts';
import { openCatalogExports } from './catalog-exports.ts';
import { readCatalog } from './catalog.ts';
import {
  largeEventSettings,
  parseRegistrationEnvironment,
  registrationPlaces,
  registrationSettings,
} from './env.ts';
import { registrationHandler, type HttpApiEvent } from './handler.ts';
import { logRequest } from './log-request.ts';
import { readPageFiles } from './page-files.ts';

// Once for each execution environment. The files are next to the bundle.
const folder = import.meta.dirname;
const environment = parseRegistrationEnvironment(process.env);
const settings = registrationSettings(environment);
const places = registrationPlaces(environment);
const logger = new Logger();
const log = discreetLog(logger);
const metrics = new Metrics();
const history = lateReaders(places, {
  rowDays: settings.history.rowDays,
  log,
  onForeignBody: () => publishForeignBody(metrics),
});
const services = registrationServices(
  { ...places, history },
  settings,
  {
    catalog: readCatalog(join(folder, 'catalog'), settings.partnerName),
    catalogExports: openCatalogExports(join(folder, exportsFolder)),
  },
  log,
);
// Also where nothing is relayed by reference any more: what was sent goes on working until it ends.
const { redirectSeconds, fetchesPerSecond } = largeEventSettings(environment);
const fetching = {
  payloads: lateLinkedPayloads(places, redirectSeconds),
  count: () => publishFetch(metrics),
  fetchesPerSecond,
};
const handle = registrationHandler(
  services,
  readPageFiles(folder, settings, places.brandFolder),
  fetching,
);

/** The Lambda entry point of the registration function, behind an HTTP API. */
export const handler = onLiveConnections(async (event: HttpApiEvent, context: Context) => {
  logger.addContext(context);
  const answer = await handle(event);
  logRequest(event, answer, log);
  return answer;
});

import type { Log } from '../../lambdas/delivery/ports.ts';
import { parseSourceName } from '../../lambdas/domain/source-name.ts';
import type { RequestContext } from '../../lambdas/registration/services.ts';
import { InputError } from '../../local/input/input-error.ts';
import { plainText } from '../plain-text.ts';
import type { Connection } from '../target/connection.ts';
import { registrationContext } from './registration-context.ts';

/** What the registration code needs about a source of this name. Throws an InputError if it is none of the partner's. */
export function contextOfSource(name: string, connection: Connection, log: Log): RequestContext {
  const { partnerName } = connection;
  const named = parseSourceName(partnerName, name);
  if (named !== undefined) return registrationContext(connection, named.generator, log);
  throw new InputError(
    `${plainText(name)} is no name of a source: aws.partner/${partnerName}/<generator>/<account>`,
  );
}

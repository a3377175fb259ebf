import type { SourceCalls } from '../ports/registration.ts';
import type { RegistrationServices } from '../ports/registration-services.ts';

/** One request of a tenant: the services, and what they are used for. */
export interface RequestContext extends RegistrationServices {
  readonly calls: SourceCalls;
  readonly tenant: string;
  /** Who makes the request: the token's subject. */
  readonly subject: string;
  /** The time of the request, epoch milliseconds. */
  readonly nowMs: number;
}

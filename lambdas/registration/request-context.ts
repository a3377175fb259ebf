import type { SourceCalls } from '../ports/registration.ts';
import type { RegistrationServices } from '../ports/registration-services.ts';

/** One request of a tenant: the services, and what they are used for. */
export interface RequestContext extends RegistrationServices {
  readonly calls: SourceCalls;
  /** Whose sources they are: of the token or, for the vendor's support, of the request. */
  readonly tenant: string;
  /** Who makes the request: the token's subject. */
  readonly subject: string;
  /** Whether the vendor's support reads what is a tenant's. */
  readonly isSupport: boolean;
  /** The time of the request, epoch milliseconds. */
  readonly nowMs: number;
}

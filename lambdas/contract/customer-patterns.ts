import { accountId } from '../domain/account-id.ts';
import { regionCode } from '../domain/region-code.ts';

/** What a customer may be, by the fields of a registration: the API refuses anything else. */
export const customerPatterns = { account: accountId, region: regionCode } as const;

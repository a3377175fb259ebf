import { accountId } from '../../lambdas/domain/account-id.ts';
import { isRegionCode } from '../../lambdas/domain/region-code.ts';
import { InputError } from '../../terminal/input-error.ts';
import { commonOptions } from '../target/target.ts';

/** The options of a probe, as `parseArguments` takes them. */
export const probeOptions = {
  ...commonOptions,
  probe: { type: 'boolean', default: false },
  regions: { type: 'string' },
  'customer-profile': { type: 'string' },
  'customer-account': { type: 'string' },
  'detail-type': { type: 'string' },
  observed: { type: 'string' },
  'probe-rate': { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const;

/** The help text of the options that the walk has not. */
export const probeOptionsHelp = `  --probe             instead of the walk, observe what only AWS knows: limits, codes, times; write
                      stages/NAME.observed.json, and a patch with the settings that follow
  --customer-account N
                      the account for which the probe creates sources, if there is no profile of it (default:
                      the account of your credentials)
  --observed FILE     where the probe writes (default: stages/NAME.observed.json; ./local.observed.json)
  --probe-rate N      requests a second while the probe looks for throttling (default: 20)`;

/** The values of {@link probeOptions}. */
export interface ProbeValues {
  readonly stage?: string | undefined;
  readonly port?: string | undefined;
  readonly json?: boolean | undefined;
  readonly regions?: string | undefined;
  readonly 'customer-profile'?: string | undefined;
  readonly 'customer-account'?: string | undefined;
  readonly 'detail-type'?: string | undefined;
  readonly observed?: string | undefined;
  readonly 'probe-rate'?: string | undefined;
  readonly 'dry-run'?: boolean | undefined;
}

/** The Regions that were asked for; undefined if none were. Throws an InputError. */
export function readRegions(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const regions = text.split(',').map((region) => region.trim());
  const wrong = regions.find((region) => !isRegionCode(region));
  if (wrong !== undefined) throw new InputError(`--regions: "${wrong}" is no AWS Region`);
  return [...new Set(regions)];
}

/** The customer that was named: a profile or an account. Throws an InputError. */
export function readCustomer({
  'customer-profile': profile,
  'customer-account': account,
}: ProbeValues) {
  if (profile !== undefined && account !== undefined) {
    throw new InputError('--customer-profile has an account: specify no --customer-account');
  }
  if (account !== undefined && !accountId.test(account)) {
    throw new InputError(`--customer-account must be 12 digits, not "${account}"`);
  }
  return { profile, account };
}

/** The detail type of all entries: that of the option, or one that no vendor has. Throws an InputError. */
export function readDetailType({ 'detail-type': given }: ProbeValues): string {
  const detailType = given ?? 'fanout-validate';
  if (detailType === '' || detailType.length > 128) {
    throw new InputError('--detail-type must have 1 to 128 characters');
  }
  return detailType;
}

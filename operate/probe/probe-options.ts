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

/** The help text of `--probe`, and of the options that the walk does not have. */
export const probeOptionsHelp = `With --probe it does not walk, but observes what only AWS knows: the limits of an entry and of a request,
error codes, times. It takes about two minutes in each Region, and writes stages/NAME.observed.json and a
patch for the stage with the settings that follow. Nothing else changes.

Options with --probe, besides --regions (default: all of the stage, or the home Region of local mode),
--customer-profile (optional), --dry-run, --stage, --port and --json:
  --customer-account N
                      the account for which the probe creates its source, where no profile is given (default:
                      the account of your credentials)
  --detail-type NAME  the detail type of the probe's entries, if AWS accepts registered ones alone
                      (default: fanout-validate)
  --observed FILE     where the probe writes (default: stages/NAME.observed.json, or local.observed.json)
  --probe-rate N      requests a second while the probe looks for throttling (default: 20)`;

const ofProbe = ['customer-account', 'detail-type', 'observed', 'probe-rate'];
const ofWalk = ['token-file', 'other-token-file', 'report', 'mask', 'clean-up'];

/** Throws an InputError for an option that the walk does not have. */
export function refuseProbeOptions(args: readonly string[]): void {
  const name = firstOf(ofProbe, args);
  if (name !== undefined) throw new InputError(`--${name} requires --probe`);
}

/** Throws an InputError for an option of the walk. */
export function refuseWalkOptions(args: readonly string[]): void {
  const name = firstOf(ofWalk, args);
  if (name !== undefined) throw new InputError(`--${name} is for the walk: leave out --probe`);
}

function firstOf(names: readonly string[], args: readonly string[]): string | undefined {
  return names.find((name) =>
    args.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`)),
  );
}

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
  if (wrong !== undefined) throw new InputError(`--regions: "${wrong}" is not an AWS Region`);
  return [...new Set(regions)];
}

/** The customer that was named: a profile or an account. Throws an InputError. */
export function readCustomer({
  'customer-profile': profile,
  'customer-account': account,
}: ProbeValues) {
  if (profile !== undefined && account !== undefined) {
    throw new InputError('specify either --customer-profile or --customer-account, not both');
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

import { type Behaviour, behaviours } from './behaviour/behaviour.ts';
import { largestRequestBytes } from './behaviour/observed-limits.ts';
import { checkOptions } from './check-options.ts';
import { checkObserved } from './observed/read-observed.ts';
import type { EmulatorOptions } from './options.ts';
import { DEFAULT_QUOTAS, type Quotas } from './quotas.ts';

/** The options with all defaults filled in. */
export type Settings = {
  /** How the partner API behaves in a Region. */
  behaviourIn: (region: string) => Behaviour;
  /** Maximum size of an HTTP request's body. */
  maxBodyBytes: number;
  allowedHosts: readonly string[];
  sqsEndpoint: string | undefined;
  lambdaEndpoint: string | undefined;
  quotas: Quotas;
  maxViewBytes: number;
  partnerAccount: string;
  realNowMs: () => number;
};

/** The account of callers whose access key id is not an account number. */
const DEFAULT_PARTNER_ACCOUNT = '999999999999';

/** Escapes in the request's JSON can make entries three times as long: `\"`, `\u00e9`. */
const BODY_BYTES_OF_AN_ENTRY_BYTE = 3;
const GIBIBYTE = 1_073_741_824;

/** Fills in the defaults. Throws a TypeError that names a wrong option. */
export function settingsOf(options: EmulatorOptions): Settings {
  checkOptions(options);
  const observed = observedOf(options);
  return {
    behaviourIn: behaviours({ ...options, observed }),
    maxBodyBytes: BODY_BYTES_OF_AN_ENTRY_BYTE * largestRequestBytes(observed),
    allowedHosts: options.allowedHosts ?? [],
    sqsEndpoint: options.sqsEndpoint,
    lambdaEndpoint: options.lambdaEndpoint,
    quotas: quotasOf(options.quotas ?? {}),
    maxViewBytes: options.maxViewBytes ?? GIBIBYTE,
    partnerAccount: options.partnerAccount ?? DEFAULT_PARTNER_ACCOUNT,
    realNowMs: options.realNowMs ?? Date.now,
  };
}

function observedOf({ observed }: EmulatorOptions) {
  if (observed === undefined) return undefined;
  const checked = checkObserved(observed);
  if (checked.ok) return checked.observed;
  throw new TypeError(`The option observed: ${checked.reason}`);
}

function quotasOf(given: NonNullable<EmulatorOptions['quotas']>): Quotas {
  const { busesPerAccount, rulesPerBus, targetsPerRule, patternBytes, activeReplays } = given;
  return {
    busesPerAccount: busesPerAccount ?? DEFAULT_QUOTAS.busesPerAccount,
    rulesPerBus: rulesPerBus ?? DEFAULT_QUOTAS.rulesPerBus,
    targetsPerRule: targetsPerRule ?? DEFAULT_QUOTAS.targetsPerRule,
    patternBytes: patternBytes ?? DEFAULT_QUOTAS.patternBytes,
    activeReplays: activeReplays ?? DEFAULT_QUOTAS.activeReplays,
  };
}

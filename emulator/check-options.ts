import type { EmulatorOptions } from './options.ts';
import { DEFAULT_QUOTAS } from './quotas.ts';

/** What an option must be, in words and as a test. */
type Check = { form: string; isGood: (value: unknown) => boolean };

const anything: Check = { form: 'anything', isGood: () => true };
// With an empty host Node.js listens on every interface, and nobody means that by an unset variable.
const text: Check = {
  form: 'a text that is not empty',
  isGood: (value) => typeof value === 'string' && value !== '',
};
const url: Check = {
  form: 'an http URL',
  isGood: (value) => typeof value === 'string' && isHttpUrl(value),
};
const notNegative: Check = {
  form: 'a number from 0',
  isGood: (value) => typeof value === 'number' && value >= 0,
};

const checks: Readonly<Record<keyof EmulatorOptions, Check>> = {
  host: text,
  allowedHosts: {
    form: 'an array of names',
    isGood: (value) => Array.isArray(value) && value.every(text.isGood),
  },
  port: wholeNumber(0, 65_535),
  pendingDays: notNegative,
  sqsEndpoint: url,
  lambdaEndpoint: url,
  maxEntryBytes: wholeNumber(1),
  maxRequestBytes: wholeNumber(1),
  // These two have checks of their own, which say more.
  observed: anything,
  state: anything,
  incompleteRequest: {
    form: 'refuse or fail',
    isGood: (value) => value === 'refuse' || value === 'fail',
  },
  quotas: {
    form: `whole numbers from 1, by the names ${Object.keys(DEFAULT_QUOTAS).join(', ')}`,
    isGood: areQuotas,
  },
  maxViewBytes: notNegative,
  partnerAccount: {
    form: 'a text of 12 digits',
    isGood: (value) => typeof value === 'string' && /^\d{12}$/u.test(value),
  },
  realNowMs: { form: 'a function', isGood: (value) => typeof value === 'function' },
};

/** Throws a TypeError that names the first option that does not exist or is wrong. Callers may have no types. */
export function checkOptions(options: EmulatorOptions): void {
  const known = new Map<string, Check>(Object.entries(checks));
  for (const [name, value] of Object.entries(options)) {
    const check = known.get(name);
    if (check === undefined) throw new TypeError(`There is no option ${name}.`);
    if (value !== undefined && !check.isGood(value)) {
      throw new TypeError(`The option ${name} must be ${check.form}.`);
    }
  }
}

/** Whether a text is the URL of an HTTP server. */
export function isHttpUrl(value: string): boolean {
  return /^https?:\/\/[^/]/u.test(value) && URL.canParse(value);
}

function wholeNumber(min: number, max = Infinity): Check {
  return {
    form: max === Infinity ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`,
    isGood: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
  };
}

function areQuotas(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { isGood } = wholeNumber(1);
  return Object.entries(value).every(
    ([name, quota]) =>
      Object.hasOwn(DEFAULT_QUOTAS, name) && (quota === undefined || isGood(quota)),
  );
}

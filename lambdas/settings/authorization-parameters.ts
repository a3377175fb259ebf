import * as v from 'valibot';
import type { StageKind } from './value-kinds.ts';

/**
 * Parameters of an authorization request that the page sets, or on which its sign-in rests: no stage
 * sets them another way.
 */
const ownParameters = [
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'redirect_uri',
  'request',
  'request_uri',
  'response_mode',
  'response_type',
  'scope',
  'state',
] as const;

/** A Lambda function's variables have 4 kB together; no provider needs as much as this of them. */
const maxBytes = 1000;

/** More parameters of the authorization request; JSON in the variable. */
export const authorizationParameters: StageKind<Readonly<Record<string, string>>> = {
  inStage: v.pipe(
    v.unknown(),
    v.check(isNoArray),
    v.record(v.pipe(v.string(), v.check(isFree)), v.pipe(v.string(), v.nonEmpty())),
    v.check((parameters) => Buffer.byteLength(JSON.stringify(parameters)) <= maxBytes),
  ),
  expected: `an object of texts such as {"audience": "https://api.example.com"}, of ${maxBytes} bytes at most, without the page's own parameters (${ownParameters.join(', ')})`,
  inVariable: v.pipe(
    v.string(),
    v.parseJson(undefined, 'must be JSON'),
    v.check(isNoArray, 'must be a JSON object'),
    v.record(v.string(), v.string('must hold texts'), 'must be a JSON object'),
  ),
  write: (parameters) => JSON.stringify(parameters),
};

function isFree(name: string): boolean {
  return /^[\w.-]+$/.test(name) && !ownParameters.some((own) => own === name);
}

/** valibot's record takes an array, too. */
function isNoArray(value: unknown): boolean {
  return !Array.isArray(value);
}

import * as v from 'valibot';

/**
 * Parameters of an authorization request that the page sets, or on which its sign-in rests: no stage
 * sets them another way.
 */
export const ownParameters = [
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

/** A variable that holds more parameters of the authorization request, as a JSON object of texts. */
export const parametersVariable = v.pipe(
  v.string(),
  v.parseJson(undefined, 'must be JSON'),
  // A record takes an array, too.
  v.check((parameters) => !Array.isArray(parameters), 'must be a JSON object'),
  v.record(v.string(), v.string('must hold texts'), 'must be a JSON object'),
);

import * as v from 'valibot';

/** A variable that holds more parameters of the authorization request, as a JSON object of texts. */
export const parametersVariable = v.pipe(
  v.string(),
  v.parseJson(undefined, 'must be JSON'),
  // A record takes an array, too.
  v.check((parameters) => !Array.isArray(parameters), 'must be a JSON object'),
  v.record(v.string(), v.string('must hold texts'), 'must be a JSON object'),
);

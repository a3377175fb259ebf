import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: true });
ajvFormats.default(ajv);

/**
 * Compiles the schema of a detail type. Throws when it is no JSON Schema (2020-12), or has keywords
 * or formats that nobody knows.
 */
export function compileDetailSchema(schema: object): ValidateFunction {
  return ajv.compile(schema);
}

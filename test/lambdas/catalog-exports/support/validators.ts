import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  isSchema,
  mapSubschemas,
  type Schema,
} from '../../../../lambdas/catalog-exports/schema/json-schema.ts';
import type { Components } from '../../../../lambdas/catalog-exports/schema/to-components.ts';

const options = { strict: false, validateFormats: false, logger: false } as const;

/**
 * Validates by a schema of draft 2020-12. Of a value that ajv 8.20 cannot judge it says undefined: where
 * `dependentSchemas` and `oneOf` surround a `$ref`, its code can use a variable that it does not declare or set.
 */
export function validator2020(schema: object): (value: unknown) => boolean | undefined {
  const validate = new Ajv2020(options).compile(schema);
  return (value) => {
    try {
      return validate(value);
    } catch (error) {
      if (error instanceof ReferenceError || error instanceof TypeError) return undefined;
      throw error;
    }
  };
}

/** Validates by one of several schemas of draft 7 that refer to each other. */
export function validator7(components: Components, name: string): ValidateFunction {
  const schemas = Object.fromEntries(components);
  const ajv = new Ajv(options);
  return ajv.compile({
    $ref: `#/components/schemas/${name}`,
    components: { schemas },
  });
}

/** Validates by one of several schemas of OpenAPI 3.0: as ajv understands them, in the words of draft 7. */
export function validatorOpenApi(components: Components, name: string): ValidateFunction {
  return validator7(
    new Map(Array.from(components, ([own, schema]) => [own, understood(schema)])),
    name,
  );
}

function understood(schema: Schema): Schema {
  if (typeof schema === 'boolean') return schema;
  const { nullable, type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...rest } =
    mapSubschemas(schema, (part) => (isSchema(part) ? understood(part) : part));
  return {
    ...rest,
    ...(type !== undefined && { type: nullable === true ? [type, 'null'] : type }),
    ...(minimum !== undefined && {
      [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum,
    }),
    ...(maximum !== undefined && {
      [exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: maximum,
    }),
  };
}

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { stubSchema } from '../../../lambdas/domain/payload/stub-schema.ts';
import type { DescribedDetailType } from '../../../lambdas/ports/catalog.ts';

/** Why a detail is not as its schema says, the first reason; undefined if it is. */
export type JudgeDetail = (detail: unknown, isStub: boolean) => string | undefined;

/** Judges details by the schemas of a catalogue, each of which is compiled once. */
export function detailJudge(): (described: DescribedDetailType) => JudgeDetail {
  const ajv = new Ajv2020({ strict: false, validateFormats: true });
  ajvFormats.default(ajv);
  const compiled = new Map<string, ValidateFunction>();
  const validator = (key: string, schema: object) => {
    const known = compiled.get(key) ?? ajv.compile(schema);
    compiled.set(key, known);
    return known;
  };
  return ({ detailType, schema, keptInStub }) =>
    (detail, isStub) => {
      const validate = isStub
        ? validator(`${detailType} stub`, stubSchema(detailType, schema, keptInStub))
        : validator(detailType, schema);
      if (validate(detail)) return undefined;
      const [first] = validate.errors ?? [];
      return `${first?.instancePath} ${first?.message}`.trim();
    };
}

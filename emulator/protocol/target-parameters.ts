import * as v from 'valibot';
import { ecsParameters } from './ecs-parameters.ts';
import { arn } from './members.ts';
import { integer, list, map, optional, structure, text } from './shapes.ts';

// Lengths and patterns are those of the service model `events` 2015-10-07.

const { MAX_SAFE_INTEGER: MOST, MIN_SAFE_INTEGER: LEAST } = Number;
const anyInteger = integer({ min: LEAST, max: MOST });
const sql = text({ min: 1, max: 100_000 });

const runCommandTarget = structure({
  Key: text({ min: 1, max: 128, pattern: String.raw`[\p{L}\p{Z}\p{N}_.:/=+\-@]*` }),
  Values: list(text({ min: 1, max: 256 }), { min: 1, max: 50 }),
});

const httpParameters = structure({
  PathParameterValues: optional(list(text({ pattern: String.raw`(?!\s*$).+` }))),
  HeaderParameters: optional(
    map(
      text({ max: 512, pattern: "[!#$%&'*+-.^_`|~0-9a-zA-Z]+" }),
      text({ max: 512, pattern: String.raw`[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*` }),
    ),
  ),
  QueryStringParameters: optional(
    map(
      text({ max: 512, pattern: String.raw`[^\x00-\x1F\x7F]+` }),
      text({ max: 512, pattern: String.raw`[^\x00-\x09\x0B\x0C\x0E-\x1F\x7F]+` }),
    ),
  ),
});

const redshiftDataParameters = structure({
  SecretManagerArn: optional(arn),
  Database: text({ min: 1, max: 64 }),
  DbUser: optional(text({ min: 1, max: 128 })),
  Sql: optional(sql),
  StatementName: optional(text({ min: 1, max: 500 })),
  WithEvent: optional(v.boolean()),
  Sqls: optional(list(sql, { max: 40 })),
});

const sageMakerPipelineParameter = structure({
  Name: text({ min: 1, max: 256, pattern: '[a-zA-Z0-9](-*[a-zA-Z0-9])*' }),
  Value: text({ max: 1024 }),
});

/** The members of a target for services that the emulator does not send to: checked, stored and shown. */
export const targetParameters = {
  KinesisParameters: optional(structure({ PartitionKeyPath: text({ max: 256 }) })),
  RunCommandParameters: optional(
    structure({ RunCommandTargets: list(runCommandTarget, { min: 1, max: 5 }) }),
  ),
  EcsParameters: optional(ecsParameters),
  BatchParameters: optional(
    structure({
      JobDefinition: v.string(),
      JobName: v.string(),
      ArrayProperties: optional(structure({ Size: optional(anyInteger) })),
      RetryStrategy: optional(structure({ Attempts: optional(anyInteger) })),
    }),
  ),
  HttpParameters: optional(httpParameters),
  RedshiftDataParameters: optional(redshiftDataParameters),
  SageMakerPipelineParameters: optional(
    structure({ PipelineParameterList: optional(list(sageMakerPipelineParameter, { max: 200 })) }),
  ),
  AppSyncParameters: optional(
    structure({ GraphQLOperation: optional(text({ min: 1, max: 1_048_576 })) }),
  ),
};

import type * as v from 'valibot';
import { boundedMap } from '../protocol/bounded-map.ts';
import { arn, deadLetterConfig, ruleName } from '../protocol/members.ts';
import { integer, optional, structure, text } from '../protocol/shapes.ts';
import type { Target, TargetInput } from '../state/event-bus.ts';
import { answer } from './operation.ts';

const MAX_INPUT_CHARACTERS = 8192;
const MAX_PATHS = 100;

const inputPath = text({ max: 256 });

const inputTransformer = structure({
  InputPathsMap: optional(
    boundedMap({
      keys: { max: 256, pattern: String.raw`[A-Za-z0-9\_\-]+` },
      value: inputPath,
      max: MAX_PATHS,
    }),
  ),
  InputTemplate: text({ min: 1, max: MAX_INPUT_CHARACTERS }),
});

/** A target of PutTargets. */
export const targetMembers = structure({
  Id: ruleName,
  Arn: arn,
  RoleArn: optional(arn),
  Input: optional(text({ max: MAX_INPUT_CHARACTERS })),
  InputPath: optional(inputPath),
  InputTransformer: optional(inputTransformer),
  SqsParameters: optional(structure({ MessageGroupId: optional(text({ max: 100 })) })),
  DeadLetterConfig: optional(deadLetterConfig),
  RetryPolicy: optional(
    structure({
      MaximumRetryAttempts: optional(integer({ min: 0, max: 185 })),
      MaximumEventAgeInSeconds: optional(integer({ min: 60, max: 86_400 })),
    }),
  ),
});

/** A target of PutTargets, parsed. */
export type TargetMembers = v.InferOutput<typeof targetMembers>;

/** What EventBridge does without a RetryPolicy: 185 retries within 24 hours. */
const DEFAULT_RETRY_POLICY = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 };

/** The target that PutTargets makes of its members. */
export function targetOf(given: TargetMembers): Target {
  const { RetryPolicy } = given;
  const {
    MaximumRetryAttempts = DEFAULT_RETRY_POLICY.MaximumRetryAttempts,
    MaximumEventAgeInSeconds = DEFAULT_RETRY_POLICY.MaximumEventAgeInSeconds,
  } = RetryPolicy ?? {};
  return {
    id: given.Id,
    arn: given.Arn,
    messageGroupId: given.SqsParameters?.MessageGroupId,
    input: inputOf(given),
    deadLetterArn: given.DeadLetterConfig?.Arn,
    maxRetryAttempts: MaximumRetryAttempts,
    maxEventAgeMs: MaximumEventAgeInSeconds * 1000,
    given: answer(given),
  };
}

function inputOf({ Input, InputPath, InputTransformer }: TargetMembers): TargetInput {
  if (Input !== undefined) return { kind: 'constant', text: Input };
  if (InputPath !== undefined) return { kind: 'path', path: InputPath };
  if (InputTransformer === undefined) return { kind: 'event' };
  const { InputTemplate: template, InputPathsMap: paths = {} } = InputTransformer;
  return { kind: 'template', template, paths };
}

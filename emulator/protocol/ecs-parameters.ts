import * as v from 'valibot';
import { arn, tags } from './members.ts';
import { integer, list, optional, structure, text } from './shapes.ts';

// Lengths and values are those of the service model `events` 2015-10-07.

const texts = list(v.string());

const networkConfiguration = structure({
  awsvpcConfiguration: optional(
    structure({
      Subnets: texts,
      SecurityGroups: optional(texts),
      AssignPublicIp: optional(v.picklist(['ENABLED', 'DISABLED'])),
    }),
  ),
});

const capacityProvider = structure({
  capacityProvider: text({ min: 1, max: 255 }),
  weight: optional(integer({ min: 0, max: 1000 })),
  base: optional(integer({ min: 0, max: 100_000 })),
});

const placementConstraint = structure({
  type: optional(v.picklist(['distinctInstance', 'memberOf'])),
  expression: optional(text({ max: 2000 })),
});

const placementStrategy = structure({
  type: optional(v.picklist(['random', 'spread', 'binpack'])),
  field: optional(text({ max: 255 })),
});

/** EcsParameters of a target. */
export const ecsParameters = structure({
  TaskDefinitionArn: arn,
  TaskCount: optional(integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
  LaunchType: optional(v.picklist(['EC2', 'FARGATE', 'EXTERNAL'])),
  NetworkConfiguration: optional(networkConfiguration),
  PlatformVersion: optional(v.string()),
  Group: optional(v.string()),
  CapacityProviderStrategy: optional(list(capacityProvider, { max: 6 })),
  EnableECSManagedTags: optional(v.boolean()),
  EnableExecuteCommand: optional(v.boolean()),
  PlacementConstraints: optional(list(placementConstraint, { max: 10 })),
  PlacementStrategy: optional(list(placementStrategy, { max: 5 })),
  PropagateTags: optional(v.picklist(['TASK_DEFINITION'])),
  ReferenceId: optional(text({ max: 1024 })),
  Tags: optional(tags),
});

import { validationError } from '../protocol/aws-error.ts';
import { addTags } from '../protocol/add-tags.ts';
import { arn, tags } from '../protocol/members.ts';
import { list, structure, text } from '../protocol/shapes.ts';
import { DEFAULT_BUS, type Rule, type Tags } from '../state/event-bus.ts';
import type { Caller, World } from '../state/world.ts';
import { requireBus } from './named-bus.ts';
import { operation } from './operation.ts';
import { refuseManaged, requireRule } from './rules.ts';

const tagKeys = list(text({ min: 1, max: 128 }));

/** Adds tags to a rule or a bus. */
export const tagResource = operation(
  structure({ ResourceARN: arn, Tags: tags }),
  (world, caller, input) => {
    const tagged = requireTagged(world, caller, input.ResourceARN);
    refuseManaged(tagged.rule);
    addTags(tagged.tags, input.Tags);
    return {};
  },
);

/** Removes tags from a rule or a bus; an unknown key is not an error. */
export const untagResource = operation(
  structure({ ResourceARN: arn, TagKeys: tagKeys }),
  (world, caller, input) => {
    const tagged = requireTagged(world, caller, input.ResourceARN);
    refuseManaged(tagged.rule);
    for (const key of input.TagKeys) tagged.tags.delete(key);
    return {};
  },
);

/** The tags of a rule or a bus. */
export const listTagsForResource = operation(
  structure({ ResourceARN: arn }),
  (world, caller, input) => {
    const tagged = requireTagged(world, caller, input.ResourceARN);
    return { Tags: [...tagged.tags].map(([Key, Value]) => ({ Key, Value })) };
  },
);

/** `<Region>`, `<account>`, and `event-bus/<bus>`, `rule/<rule>` or `rule/<bus>/<rule>`; a bus may have slashes. */
const TAGGED = /^(arn:aws[\w-]*:events:([\w-]+):(\d{12}):)(event-bus|rule)\/(?:(.+)\/)?([^/]+)$/u;

function requireTagged(
  world: World,
  caller: Caller,
  resourceArn: string,
): { tags: Tags; rule?: Rule } {
  const [, prefix = '', , , kind, path, name = ''] = TAGGED.exec(resourceArn) ?? [];
  if (kind === 'event-bus') return requireBus(world, caller, resourceArn);
  if (kind === undefined) {
    throw validationError(
      `Parameter ${resourceArn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  const { rule } = requireRule(world, caller, name, `${prefix}event-bus/${path ?? DEFAULT_BUS}`);
  return { tags: rule.tags, rule };
}

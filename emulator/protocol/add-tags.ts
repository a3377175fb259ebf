import type * as v from 'valibot';
import type { Tags } from '../state/event-bus.ts';
import { validationError } from './aws-error.ts';
import type { tags } from './members.ts';

/** How many tags a resource may have. */
const MAX_TAGS = 50;

/** Adds tags to those of a resource, or replaces their values. Throws ValidationException. */
export function addTags(to: Tags, given: v.InferOutput<typeof tags> = []): void {
  const added = new Map(given.map(({ Key, Value }) => [Key, Value]));
  if (added.size < given.length) {
    throw validationError('Invalid parameter: Duplicated keys are not allowed.');
  }
  if (given.some(({ Key }) => /^aws:/iu.test(Key))) {
    throw validationError("Invalid parameter: Tag keys must not start with 'aws:'.");
  }
  if (new Set([...to.keys(), ...added.keys()]).size > MAX_TAGS) {
    throw validationError(`A resource may have ${MAX_TAGS} tags at most.`);
  }
  for (const [key, value] of added) to.set(key, value);
}

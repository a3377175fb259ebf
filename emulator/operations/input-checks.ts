import { validationError } from '../protocol/aws-error.ts';
import { exactJsonIn } from '../targets/exact-json.ts';
import { isValidTemplate, parseTemplate, placeholdersOf } from '../targets/input-template.ts';
import { isJsonPath } from '../targets/json-path.ts';
import { RESERVED_NAMES } from '../targets/target-input.ts';
import type { TargetMembers } from './target-members.ts';

const INPUT_MEMBERS = ['Input', 'InputPath', 'InputTransformer'] as const;

/** Throws ValidationException when EventBridge would refuse what a target of this service is to receive. */
export function refuseInput(target: TargetMembers, service: string): void {
  const { Id, Input, InputPath = '$', InputTransformer } = target;
  refuseMembers(target, service);
  if (Input !== undefined && exactJsonIn(Input) === undefined) {
    throw validationError(`JSON syntax error in input for target ${Id}.`);
  }
  const paths = [InputPath, ...Object.values(InputTransformer?.InputPathsMap ?? {})];
  if (!paths.every(isJsonPath)) throw validationError(`InputPath for target ${Id} is invalid.`);
  if (InputTransformer !== undefined) refuseTemplate(Id, InputTransformer);
}

function refuseMembers(target: TargetMembers, service: string): void {
  const given = INPUT_MEMBERS.filter((member) => target[member] !== undefined);
  if (given.length > 1) {
    throw validationError(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${target.Id}.`,
    );
  }
  if (service === 'events' && given.length > 0) {
    throw validationError(`Parameter(s) ${given.join()} not supported for target: ${target.Id}.`);
  }
}

function refuseTemplate(
  id: string,
  { InputTemplate, InputPathsMap = {} }: NonNullable<TargetMembers['InputTransformer']>,
): void {
  const template = parseTemplate(InputTemplate);
  const names = placeholdersOf(template);
  const unknown = names.find(
    (name) => !Object.hasOwn(InputPathsMap, name) && !RESERVED_NAMES.includes(name),
  );
  if (unknown !== undefined) {
    throw validationError(
      `InputTemplate for target ${id} contains invalid placeholder ${unknown}.`,
    );
  }
  const isObject = InputTemplate.trimStart().startsWith('{');
  if (names.includes('aws.events.event.json') && !isObject) {
    throw validationError(
      `InputTemplate for target ${id} contains placeholder aws.events.event.json valid only for JSON template.`,
    );
  }
  if (!isValidTemplate(template)) {
    throw validationError(`Invalid InputTemplate for target ${id}.`);
  }
}

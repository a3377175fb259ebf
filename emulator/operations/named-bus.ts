import { AwsError, notFound, validationError } from '../protocol/aws-error.ts';
import type { EventBus } from '../state/event-bus.ts';
import { findBus } from '../state/find-bus.ts';
import type { Caller, World } from '../state/world.ts';

/**
 * The caller's bus of this name or ARN, by default the default bus. Throws when it does not exist, and for an ARN of
 * another account or Region: no bus's policy lets others manage it here, and a partner event bus has none.
 */
export function requireBus(world: World, caller: Caller, nameOrArn?: string): EventBus {
  const found = findBus(world, caller, nameOrArn);
  switch (found.kind) {
    case 'own':
      return found.bus;
    case 'otherAccount':
      throw notAuthorized(caller);
    case 'otherRegion':
      // The text that users of the service have seen: hashicorp/terraform-provider-aws#31444.
      throw validationError('Cross-region api call is not allowed.');
    case 'none':
      throw noBus(found.name);
  }
}

/** The bus of an archive: for CreateArchive, the bus of another Region does not exist (measured by cdk-preflight). */
export function requireBusToArchive(world: World, caller: Caller, busArn: string): EventBus {
  const found = findBus(world, caller, busArn);
  if (found.kind !== 'own') throw noBus(found.name);
  return found.bus;
}

function noBus(name: string): AwsError {
  return notFound(`Event bus ${name} does not exist.`);
}

function notAuthorized({ account }: Caller): AwsError {
  const user = `arn:aws:iam::${account}:root`;
  return new AwsError(
    'AccessDeniedException',
    `User: ${user} is not authorized to access this resource`,
  );
}

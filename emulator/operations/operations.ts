import { putEvents } from '../put-events/put-events.ts';
import { putPartnerEvents } from '../put-events/put-partner-events.ts';
import * as archives from './archives.ts';
import * as buses from './event-buses.ts';
import * as customerSources from './event-sources.ts';
import type { Operation } from './operation.ts';
import { type OperationName, operationNames } from './operation-names.ts';
import * as partnerSources from './partner-event-sources.ts';
import * as permissions from './permissions.ts';
import * as replays from './replays.ts';
import * as rules from './rules.ts';
import * as tags from './tags.ts';
import * as ruleTargets from './targets.ts';
import { testEventPattern } from './test-event-pattern.ts';

/** What each operation does. */
export const operations: Readonly<Record<OperationName, Operation>> = {
  ActivateEventSource: customerSources.activateEventSource,
  CancelReplay: replays.cancelReplay,
  CreateArchive: archives.createArchive,
  CreateEventBus: buses.createEventBus,
  CreatePartnerEventSource: partnerSources.createPartnerEventSource,
  DeactivateEventSource: customerSources.deactivateEventSource,
  DeleteArchive: archives.deleteArchive,
  DeleteEventBus: buses.deleteEventBus,
  DeletePartnerEventSource: partnerSources.deletePartnerEventSource,
  DeleteRule: rules.deleteRule,
  DescribeArchive: archives.describeArchive,
  DescribeEventBus: buses.describeEventBus,
  DescribeEventSource: customerSources.describeEventSource,
  DescribePartnerEventSource: partnerSources.describePartnerEventSource,
  DescribeReplay: replays.describeReplay,
  DescribeRule: rules.describeRule,
  DisableRule: rules.disableRule,
  EnableRule: rules.enableRule,
  ListArchives: archives.listArchives,
  ListEventBuses: buses.listEventBuses,
  ListEventSources: customerSources.listEventSources,
  ListPartnerEventSourceAccounts: partnerSources.listPartnerEventSourceAccounts,
  ListPartnerEventSources: partnerSources.listPartnerEventSources,
  ListReplays: replays.listReplays,
  ListRules: rules.listRules,
  ListTagsForResource: tags.listTagsForResource,
  ListTargetsByRule: ruleTargets.listTargetsByRule,
  PutEvents: putEvents,
  PutPartnerEvents: putPartnerEvents,
  PutPermission: permissions.putPermission,
  PutRule: rules.putRule,
  PutTargets: ruleTargets.putTargets,
  RemovePermission: permissions.removePermission,
  RemoveTargets: ruleTargets.removeTargets,
  StartReplay: replays.startReplay,
  TagResource: tags.tagResource,
  TestEventPattern: testEventPattern,
  UntagResource: tags.untagResource,
  UpdateArchive: archives.updateArchive,
};

const TARGET_PREFIX = 'AWSEvents.';

/** The operation that an X-Amz-Target header names, if the emulator has it. */
export function operationNamed(target: string | undefined): OperationName | undefined {
  return operationNames.find((name) => target === TARGET_PREFIX + name);
}

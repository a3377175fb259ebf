/** Every operation the emulator has, as it stands in X-Amz-Target after `AWSEvents.`. */
export const operationNames = [
  'ActivateEventSource',
  'CreateEventBus',
  'CreatePartnerEventSource',
  'DeactivateEventSource',
  'DeleteEventBus',
  'DeletePartnerEventSource',
  'DeleteRule',
  'DescribeEventBus',
  'DescribeEventSource',
  'DescribePartnerEventSource',
  'DescribeRule',
  'DisableRule',
  'EnableRule',
  'ListEventBuses',
  'ListEventSources',
  'ListPartnerEventSourceAccounts',
  'ListPartnerEventSources',
  'ListRules',
  'ListTargetsByRule',
  'PutEvents',
  'PutPartnerEvents',
  'PutRule',
  'PutTargets',
  'RemoveTargets',
  'TestEventPattern',
] as const;

/** The name of an operation. */
export type OperationName = (typeof operationNames)[number];

/** The emulator's operations, as X-Amz-Target names them after `AWSEvents.`. */
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

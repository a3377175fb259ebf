/** What the partner's credentials need, by service. */
const partner: readonly (readonly [service: string, actions: readonly string[]])[] = [
  ['cloudformation', ['DescribeStacks', 'GetTemplate']],
  ['dynamodb', ['Query', 'Scan', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem']],
  [
    'events',
    [
      'ListPartnerEventSources',
      'ListPartnerEventSourceAccounts',
      'DescribePartnerEventSource',
      'DeletePartnerEventSource',
    ],
  ],
  ['kms', ['Decrypt', 'GenerateDataKey']],
  ['lambda', ['InvokeFunction (without a token)']],
  ['s3', ['GetObject', 'PutObject', 'ListBucket', 'DeleteObject']],
  ['sqs', ['SendMessage']],
  ['sts', ['GetCallerIdentity']],
];

/** What the customer's credentials need. */
const customer: typeof partner = [
  [
    'events',
    [
      'DescribeEventSource',
      'CreateEventBus',
      'DeleteEventBus',
      'ListEventBuses',
      'PutRule',
      'ListRules',
      'DeleteRule',
      'PutTargets',
      'RemoveTargets',
    ],
  ],
  [
    'sqs',
    [
      'CreateQueue',
      'GetQueueUrl',
      'GetQueueAttributes',
      'SetQueueAttributes',
      'ReceiveMessage',
      'DeleteMessage',
      'ListQueues',
      'DeleteQueue',
    ],
  ],
  ['sts', ['GetCallerIdentity']],
];

/** The permissions of both sides, as lines. */
export function permissionLines(): readonly string[] {
  return [
    'Permissions of your own credentials:',
    ...linesOf(partner),
    'Permissions of the customer’s profile:',
    ...linesOf(customer),
  ];
}

function linesOf(services: typeof partner): readonly string[] {
  return services.map(([service, actions]) => `  ${service}: ${actions.join(', ')}`);
}

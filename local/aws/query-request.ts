/** The parts of a parameter's name, which dots separate, become levels. */
interface Level {
  [part: string]: Level | string;
}

/** A call of SQS as its JSON protocol has it. */
export interface SqsCall {
  readonly action: string;
  readonly body: object;
}

const actions = new Set([
  'CreateQueue',
  'DeleteQueue',
  'GetQueueUrl',
  'ListQueues',
  'PurgeQueue',
  'GetQueueAttributes',
  'SetQueueAttributes',
  'TagQueue',
  'UntagQueue',
  'ListQueueTags',
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'SendMessageBatch',
  'DeleteMessageBatch',
  'ChangeMessageVisibilityBatch',
]);

const numbers = new Set([
  'DelaySeconds',
  'MaxNumberOfMessages',
  'MaxResults',
  'VisibilityTimeout',
  'WaitTimeSeconds',
]);

/** The names of lists in JSON, by those of their members here. */
const lists = new Map([
  ['AttributeName', 'AttributeNames'],
  ['MessageAttributeName', 'MessageAttributeNames'],
  ['MessageSystemAttributeName', 'MessageSystemAttributeNames'],
  ['TagKey', 'TagKeys'],
]);

/** The same for maps, which are lists of a key and a value here. */
const maps = new Map([
  ['Attribute', 'Attributes'],
  ['MessageAttribute', 'MessageAttributes'],
  ['MessageSystemAttribute', 'MessageSystemAttributes'],
  ['Tag', 'Tags'],
]);

/** A call in the Query protocol as one in JSON; undefined for parameters of no action of SQS. */
export function readQuery(form: Readonly<Record<string, string>>): SqsCall | undefined {
  const { Action: action, Version: _version, ...parameters } = nested(form);
  if (typeof action !== 'string' || !actions.has(action)) return undefined;
  const { [`${action}RequestEntry`]: entries, ...rest } = parameters;
  const body = structure(rest);
  if (action === 'CreateQueue') return { action, body: { ...body, tags: body['Tags'] } };
  return { action, body: entries === undefined ? body : { ...body, Entries: structures(entries) } };
}

function nested(form: Readonly<Record<string, string>>): Level {
  const root = emptyLevel();
  for (const [name, value] of Object.entries(form)) {
    const parts = name.split('.');
    const last = parts.pop() ?? '';
    let level = root;
    for (const part of parts) {
      const next = level[part];
      level = typeof next === 'object' ? next : (level[part] = emptyLevel());
    }
    level[last] = value;
  }
  return root;
}

/** Without a prototype, which a parameter's name could lead to. */
function emptyLevel(): Level {
  return Object.create(null);
}

function structure(given: Level): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => member(name, value)));
}

function member(name: string, value: Level | string): [string, unknown] {
  const list = lists.get(name);
  if (list !== undefined) return [list, members(value)];
  const map = maps.get(name);
  if (map !== undefined) return [map, entriesOf(value)];
  return [name, numbers.has(name) ? numberOf(value) : value];
}

/** A text that is no integer stays one: who reads the call refuses it. */
function numberOf(value: Level | string): unknown {
  return typeof value === 'string' && /^-?\d{1,10}$/.test(value) ? Number(value) : value;
}

/** The members of a list, whose names are 1, 2 and so on. */
function members(given: Level | string): readonly (Level | string)[] {
  return typeof given === 'object' ? Object.values(given) : [];
}

function structures(given: Level | string): readonly object[] {
  return members(given).map((one) => (typeof one === 'object' ? structure(one) : {}));
}

function entriesOf(given: Level | string): object {
  const pairs = members(given).filter((one) => typeof one === 'object');
  return Object.fromEntries(
    pairs.map(({ Name: name, Key: key, Value: value }) => [name ?? key ?? '', value]),
  );
}

import * as v from 'valibot';

/** The parts of a parameter's name, which dots separate, become levels. */
interface Level {
  [part: string]: Level | string;
}

/** A call of SQS as its JSON protocol has it. */
export interface SqsCall {
  readonly action: 'SendMessage' | 'SendMessageBatch';
  readonly body: object;
}

/** A call that sends messages in the Query protocol as one in JSON; undefined for other parameters. */
export function readQuery(form: Readonly<Record<string, string>>): SqsCall | undefined {
  const { Action: action, Version: _version, ...parameters } = nested(form);
  if (action === 'SendMessage') return { action, body: message(parameters) };
  if (action !== 'SendMessageBatch') return undefined;
  const { SendMessageBatchRequestEntry: entries, ...rest } = parameters;
  return { action, body: { ...rest, Entries: list(entries).map(message) } };
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

/** The members of a list, whose names are 1, 2 and so on. */
function list(given: Level | string | undefined): readonly Level[] {
  if (typeof given !== 'object') return [];
  return Object.values(given).filter((member) => typeof member === 'object');
}

function message(given: Level): object {
  const {
    DelaySeconds: delay,
    MessageAttribute: attributes,
    MessageSystemAttribute: systemAttributes,
    ...rest
  } = given;
  return {
    ...rest,
    ...(delay !== undefined && { DelaySeconds: Number(delay) }),
    ...(attributes !== undefined && { MessageAttributes: byName(attributes) }),
    ...(systemAttributes !== undefined && { MessageSystemAttributes: byName(systemAttributes) }),
  };
}

function byName(attributes: Level | string): object {
  return Object.fromEntries(list(attributes).map(({ Name: name, Value: value }) => [name, value]));
}

const Fields = v.record(v.string(), v.union([v.string(), v.boolean()]));
const Result = v.looseObject({
  Successful: v.optional(v.array(Fields), []),
  Failed: v.optional(v.array(Fields), []),
});
const Failure = v.object({ message: v.optional(v.string(), '') });

const namespace = 'http://queue.amazonaws.com/doc/2012-11-05/';
const requestId = '<RequestId>00000000-0000-0000-0000-000000000000</RequestId>';

/** The answer to a call, from the one in JSON. */
export function writeResult(action: SqsCall['action'], answer: unknown): string {
  const inner = action === 'SendMessage' ? fields(v.parse(Fields, answer)) : batch(answer);
  return `<?xml version="1.0"?><${action}Response xmlns="${namespace}"><${action}Result>${inner}</${action}Result><ResponseMetadata>${requestId}</ResponseMetadata></${action}Response>`;
}

function batch(answer: unknown): string {
  const { Successful: successful, Failed: failed } = v.parse(Result, answer);
  return [
    ...successful.map((entry) => element('SendMessageBatchResultEntry', fields(entry))),
    ...failed.map((entry) => element('BatchResultErrorEntry', fields(entry))),
  ].join('');
}

function fields(given: v.InferOutput<typeof Fields>): string {
  return Object.entries(given)
    .map(([name, value]) => element(name, escape(String(value))))
    .join('');
}

/**
 * The answer to a call that is refused.
 *
 * @param queryError code and type, as the header `x-amzn-query-error` of the answer in JSON has them
 */
export function writeError(queryError: string, answer: unknown): string {
  const [code = '', type = 'Sender'] = queryError.split(';');
  const { message: text } = v.parse(Failure, answer);
  const error = fields({ Type: type, Code: code, Message: text });
  return `<?xml version="1.0"?><ErrorResponse xmlns="${namespace}">${element('Error', error)}${requestId}</ErrorResponse>`;
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

import * as v from 'valibot';

const namespace = 'http://queue.amazonaws.com/doc/2012-11-05/';
const requestId = '<RequestId>00000000-0000-0000-0000-000000000000</RequestId>';

/** These answer nothing, not even with an empty result. */
const withoutResult = new Set([
  'ChangeMessageVisibility',
  'DeleteMessage',
  'DeleteQueue',
  'PurgeQueue',
  'SetQueueAttributes',
  'TagQueue',
  'UntagQueue',
]);

/** What the members of lists and maps are called here. */
const memberNames: Readonly<Record<string, string>> = {
  QueueUrls: 'QueueUrl',
  Messages: 'Message',
  Failed: 'BatchResultErrorEntry',
  Attributes: 'Attribute',
  MessageAttributes: 'MessageAttribute',
  Tags: 'Tag',
};

const Members = v.record(v.string(), v.unknown());
const Failure = v.object({ message: v.optional(v.string(), '') });

/** The answer to a call, from the one in JSON. */
export function writeResult(action: string, answer: unknown): string {
  const content = structure(v.parse(Members, answer), `${action}ResultEntry`);
  const result = withoutResult.has(action) ? '' : element(`${action}Result`, content);
  return `<?xml version="1.0"?><${action}Response xmlns="${namespace}">${result}<ResponseMetadata>${requestId}</ResponseMetadata></${action}Response>`;
}

function structure(given: v.InferOutput<typeof Members>, entry: string): string {
  return Object.entries(given)
    .map(([name, value]) => member(name, value, entry))
    .join('');
}

function member(name: string, value: unknown, entry: string): string {
  const one = name === 'Successful' ? entry : (memberNames[name] ?? name);
  if (Array.isArray(value)) return value.map((item) => element(one, text(item, entry))).join('');
  if (typeof value !== 'object' || value === null) return element(name, text(value, entry));
  const key = name === 'Tags' ? 'Key' : 'Name';
  return Object.entries(value)
    .map(([of, item]) =>
      element(one, element(key, text(of, entry)) + element('Value', text(item, entry))),
    )
    .join('');
}

function text(value: unknown, entry: string): string {
  return v.is(Members, value) ? structure(value, entry) : escape(String(value));
}

/**
 * The answer to a call that is refused.
 *
 * @param queryError code and type, as the header `x-amzn-query-error` of the answer in JSON has them
 */
export function writeError(queryError: string, answer: unknown): string {
  const [code = '', type = 'Sender'] = queryError.split(';');
  const { message } = v.parse(Failure, answer);
  const isNoQueue = code === 'AWS.SimpleQueueService.NonExistentQueue';
  const reason = isNoQueue ? message.replace(/\.$/, ' for this wsdl version.') : message;
  const error = structure({ Type: type, Code: code, Message: reason, Detail: '' }, '');
  return `<?xml version="1.0"?><ErrorResponse xmlns="${namespace}">${element('Error', error)}${requestId}</ErrorResponse>`;
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** A parser of XML would read a carriage return as a line feed. */
function escape(given: string): string {
  return given
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
}

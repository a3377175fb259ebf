/** An attribute of a message, as the JSON protocol has it: `BinaryValue` is in base64. */
export interface MessageAttribute {
  readonly DataType?: string | null | undefined;
  readonly StringValue?: string | null | undefined;
  readonly BinaryValue?: string | null | undefined;
}

/** The attributes of a message by their names. */
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const maxAttributes = 10;
const maxNameLength = 256;
const maxTypeLength = 256;
const dataType = /^(?:String|Number|Binary)(?:\..+)?$/s;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const refusedCharacter = /[^\t\n\r\u0020-\uFFFD]/;

/** Why SQS refuses the attributes of a message, in its words; undefined if it does not. */
export function attributesProblem(attributes: MessageAttributes): string | undefined {
  const entries = Object.entries(attributes);
  if (entries.length > maxAttributes)
    return `Number of message attributes [${entries.length}] exceeds the allowed maximum [${maxAttributes}].`;
  for (const [name, attribute] of entries) {
    const given = withoutAbsent(attribute);
    const problem = nameProblem(name) ?? typeProblem(name, given) ?? valueProblem(name, given);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Why SQS refuses the system attributes of a message; undefined if it does not. It knows one. */
export function systemAttributesProblem(attributes: MessageAttributes): string | undefined {
  for (const [name, attribute] of Object.entries(attributes)) {
    if (name !== 'AWSTraceHeader') return `Message system attribute name '${name}' is invalid.`;
    const { type, text } = withoutAbsent(attribute);
    if (type !== 'String' || text === '')
      return `Message system attribute '${name}' must contain a non-empty value of type 'String'.`;
  }
  return undefined;
}

/** The bytes of attributes, which count as those of the body do: names, types and values. */
export function attributesBytes(attributes: MessageAttributes): number {
  return Object.entries(attributes)
    .map(([name, attribute]) => {
      const { type, text, base64 } = withoutAbsent(attribute);
      return Buffer.byteLength(name + type + text) + Buffer.byteLength(base64, 'base64');
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'The request must contain non-empty message (user) attribute names.';
  if (name.length > maxNameLength)
    return `Message (user) attribute name must be shorter than ${maxNameLength} bytes.`;
  if (/^(?:aws|amazon)\./i.test(name))
    return "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use.";
  if (/^\.|\.$|\.\./.test(name))
    return "Message (user) attribute name must not begin or end with character '.', nor have successive ones.";
  return /^[\w.-]+$/.test(name)
    ? undefined
    : `Invalid character in message (user) attribute name '${name}': it can only include alphanumeric characters, hyphens, underscores and periods.`;
}

/** An attribute in which what is not there is empty, since SQS refuses both. */
interface Given {
  readonly type: string;
  readonly text: string;
  readonly base64: string;
}

function withoutAbsent(attribute: MessageAttribute): Given {
  const { DataType: type, StringValue: text, BinaryValue: base64 } = attribute;
  return { type: type ?? '', text: text ?? '', base64: base64 ?? '' };
}

function typeProblem(name: string, { type }: Given): string | undefined {
  if (type === '')
    return `The message (user) attribute '${name}' must contain a non-empty message attribute type.`;
  if (!dataType.test(type))
    return `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`;
  return type.length > maxTypeLength
    ? `Message (user) attribute type must be shorter than ${maxTypeLength} bytes.`
    : undefined;
}

function valueProblem(name: string, { type, text, base64 }: Given): string | undefined {
  if (text === '' && base64 === '')
    return `Message (user) attribute '${name}' must contain a non-empty value of type '${type}'.`;
  if (text !== '' && base64 !== '')
    return `Message (user) attribute '${name}' must have a single value.`;
  const field = type.startsWith('Binary') ? 'Binary' : 'String';
  if (field !== (base64 === '' ? 'String' : 'Binary'))
    return `Message (user) attribute '${name}' with type '${type}' must use field '${field}'.`;
  return textProblem(name, type, text);
}

function textProblem(name: string, type: string, text: string): string | undefined {
  if (type.startsWith('Number') && !number.test(text))
    return `Can't cast the value of message (user) attribute '${name}' to a number.`;
  return refusedCharacter.test(text)
    ? `Invalid characters found in the value of message (user) attribute '${name}'.`
    : undefined;
}

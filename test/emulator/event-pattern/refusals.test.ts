import { expect, test } from '@jest/globals';
import { parseEventPattern } from '../../../emulator/event-pattern/event-pattern.ts';

// The reasons are Event Ruler's, and Jackson's where the text is no JSON.
test.each([
  [``, 'Filter is not an object'],
  [`{`, 'Unexpected end-of-input: expected close marker for Object'],
  [`[]`, 'Filter is not an object'],
  [`"x"`, 'Filter is not an object'],
  [`null`, 'Filter is not an object'],
  [`{}`, 'Empty objects are not allowed'],
  [`{"a":{}}`, 'Empty objects are not allowed'],
  [`{"a":[]}`, 'Empty arrays are not allowed'],
  [`{"a":"x"}`, '"a" must be an object or an array'],
  [`{"a":1}`, '"a" must be an object or an array'],
  [`{"a":null}`, '"a" must be an object or an array'],
  [`{"a":[["x"]]}`, 'Match value must be String, number, true, false, or null'],
  [`{"a":[{}]}`, 'Match expression name not found'],
  [`{"a":[{"prefix":"x","suffix":"y"}]}`, 'Only one key allowed in match expression'],
  [`{"a":[{"starts-with":"x"}]}`, 'Unrecognized match type starts-with'],
  [`{"a":[{"prefix":1}]}`, 'prefix match pattern must be a string'],
  [`{"a":[{"prefix":["x"]}]}`, 'prefix match pattern must be a string'],
  [`{"a":[{"prefix":{"wildcard":"x"}}]}`, 'Unsupported prefix pattern: wildcard'],
  [`{"a":[{"suffix":null}]}`, 'suffix match pattern must be a string'],
  [
    `{"a":[{"suffix":{"equals-ignore-case":1}}]}`,
    'equals-ignore-case match pattern must be a string',
  ],
  [`{"a":[{"exactly":1}]}`, 'exact match pattern must be a string'],
  [`{"a":[{"equals-ignore-case":["x"]}]}`, 'equals-ignore-case match pattern must be a string'],
  [`{"a":[{"exists":"true"}]}`, 'exists match pattern must be either true or false.'],
  [`{"a":[{"exists":null}]}`, 'exists match pattern must be either true or false.'],
  [`{"a":[{"wildcard":"a**b"}]}`, 'Consecutive wildcard characters at pos 2'],
  [`{"a":[{"wildcard":"a\\\\b"}]}`, 'Invalid escape character at pos 2'],
  [`{"a":[{"wildcard":"a\\\\"}]}`, 'Invalid escape character at pos 2'],
  [`{"a":[{"wildcard":1}]}`, 'wildcard match pattern must be a string'],
  [
    `{"a":[{"anything-but":true}]}`,
    'Value of anything-but must be an array or single string/number value.',
  ],
  [
    `{"a":[{"anything-but":null}]}`,
    'Value of anything-but must be an array or single string/number value.',
  ],
  [
    `{"a":[{"anything-but":[]}]}`,
    'Inside anything but list, either all values are number or string, mixed type is not supported',
  ],
  [
    `{"a":[{"anything-but":["x",1]}]}`,
    'Inside anything but list, either all values are number or string, mixed type is not supported',
  ],
  [
    `{"a":[{"anything-but":[null]}]}`,
    'Inside anything but list, start|null|boolean is not supported.',
  ],
  [`{"a":[{"anything-but":{}}]}`, 'Anything-But expression name not found'],
  [`{"a":[{"anything-but":{"prefix":""}}]}`, 'Null prefix/suffix not allowed'],
  [`{"a":[{"anything-but":{"suffix":["x",""]}}]}`, 'Null prefix/suffix not allowed'],
  [`{"a":[{"anything-but":{"prefix":1}}]}`, 'prefix/suffix match pattern must be a string'],
  [`{"a":[{"anything-but":{"numeric":[">",1]}}]}`, 'Unsupported anything-but pattern: numeric'],
  [`{"a":[{"anything-but":{"wildcard":"**"}}]}`, 'Consecutive wildcard characters at pos 1'],
  [`{"a":[{"numeric":[]}]}`, 'Invalid member in numeric match: ]'],
  [`{"a":[{"numeric":5}]}`, 'Value of numeric must be an array.'],
  [`{"a":[{"numeric":[">"]}]}`, 'Value of > must be numeric'],
  [`{"a":[{"numeric":["!=",5]}]}`, 'Unrecognized numeric range operator: !='],
  [`{"a":[{"numeric":[">","5"]}]}`, 'Value of > must be numeric'],
  [`{"a":[{"numeric":[">",5,"<"]}]}`, 'Value of < must be numeric'],
  [`{"a":[{"numeric":[">",5,">",6]}]}`, 'Bad numeric range operator: >'],
  [`{"a":[{"numeric":["<",5,">",0]}]}`, 'Too many elements in numeric expression'],
  [`{"a":[{"numeric":["=",5,"<",9]}]}`, 'Too many elements in numeric expression'],
  [`{"a":[{"numeric":[">",5,"<",5]}]}`, 'Bottom must be less than top'],
  [`{"a":[{"numeric":[">",9,"<",5]}]}`, 'Bottom must be less than top'],
  [`{"a":[{"numeric":[">",0,"<",5,"<",6]}]}`, 'Too many terms in numeric range expression'],
  [
    `{"a":[{"numeric":["=",12345678901234567890]}]}`,
    'Cannot compare number : 12345678901234567890',
  ],
  [`{"a":[{"cidr":"10.0.0.0"}]}`, "Malformed CIDR, one '/' required"],
  [`{"a":[{"cidr":"10.0.0.0/33"}]}`, 'IPv4 mask bits must be < 32'],
  [`{"a":[{"cidr":"10.0.0.1/32"}]}`, 'IPv4 mask bits must be < 32'],
  [`{"a":[{"cidr":"10.0.0.0/x"}]}`, 'Malformed CIDR, mask bits must be an integer'],
  [`{"a":[{"cidr":"10.0.0.0/-1"}]}`, 'Malformed CIDR, mask bits must not be negative'],
  [`{"a":[{"cidr":"10.0.0.0/8/8"}]}`, "Malformed CIDR, one '/' required"],
  [`{"a":[{"cidr":"10.0.0/8"}]}`, 'Nonstandard IP address: 10.0.0'],
  [`{"a":[{"cidr":"host/8"}]}`, 'Nonstandard IP address: host'],
  [`{"a":[{"cidr":"2001:db8::/128"}]}`, 'IPv6 mask bits must be < 128'],
  [`{"a":[{"cidr":5}]}`, 'prefix match pattern must be a string'],
  [`{"$or":[]}`, 'There must have at least 2 Objects in $or relationship.'],
  [`{"$or":[{"a":[1]}]}`, 'There must have at least 2 Objects in $or relationship.'],
  [`{"$or":[{"a":[1]},"x"]}`, 'Only JSON object is allowed in array of $or relationship.'],
  [`{"$or":[{"a":[1]},{}]}`, 'Empty objects are not allowed'],
  [
    `{"$or":[{"a":[1]},{"prefix":["x"]}]}`,
    'prefix is Ruler reserved fieldName which cannot be used inside $or.',
  ],
  [`{"$or":"x"}`, 'It must be an Array followed with $or.'],
  [
    `{"a":[1}`,
    "Unexpected character ('}' (code 125)): was expecting comma to separate Array entries",
  ],
  [
    `{"a" [1]}`,
    "Unexpected character ('[' (code 91)): was expecting a colon to separate field name and value",
  ],
  [`{"a":[1]`, 'Unexpected end-of-input: expected close marker for Object'],
  [
    `{"a":[1] "b":[2]}`,
    "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
  ],
  [
    `{"a":[1 2]}`,
    "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries",
  ],
  [`{"a":["x]}`, 'Unexpected end-of-input in VALUE_STRING'],
  [`{"a":["\\q"]}`, 'Unrecognized character escape, or an illegal unquoted character'],
  [`{"a":[01]}`, 'Invalid numeric value: Leading zeroes not allowed'],
  [
    `{"a":[tru]}`,
    "Unrecognized token 'tru': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
  ],
  [
    `{"a":[.5]}`,
    "Unexpected character ('.' (code 46)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
  ],
  [
    `{"a":[1],}`,
    "Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
  ],
  [
    `{"a":[1]} {}`,
    "Unexpected character ('{' (code 123)): expected no more text after the pattern",
  ],
  [`{"a":5,"b":`, '"a" must be an object or an array'],
  [`{"a":[{"numeric":[5]}]}`, 'Invalid member in numeric match: 5'],
  [`{"a":[{"numeric":["=",5,6]}]}`, 'Too many elements in numeric expression'],
  [`{"a":[{"numeric":[">",5,6]}]}`, 'Bad value in numeric range: 6'],
  [`{"a":[{"numeric":[">",5,"<",6,7]}]}`, 'Too many terms in numeric range expression'],
  [`{"a":[{"numeric":["=",1e400]}]}`, 'Cannot compare number : 1e400'],
  [
    `{"a":[{"numeric":[">",0.12345678901234567890]}]}`,
    'Cannot compare number : 0.12345678901234567890',
  ],
  [
    `{"a":[{"anything-but":{"prefix":"a","suffix":"b"}}]}`,
    'Too many elements in numeric expression',
  ],
  [`{"a":[{"anything-but":"a","b":1}]}`, 'Too many elements in numeric expression'],
  [`{"a":[{"prefix":{}}]}`, 'Prefix expression name not found'],
  [`{"a":[{"suffix":{"prefix":"a"}}]}`, 'Unsupported suffix pattern: prefix'],
  [
    `{"a":[{"prefix":{"equals-ignore-case":"a","b":1}}]}`,
    'Only one key allowed in match expression',
  ],
  [`{"a":[{"cidr":"1.2.3.400/8"}]}`, 'Invalid IP address: 1.2.3.400'],
  [`{"a":[{"cidr":"1::2::3/8"}]}`, 'Invalid IP address: 1::2::3'],
  [`{"a":[{"cidr":"/8"}]}`, 'Nonstandard IP address: '],
  [`{"$or":{"a":[1]},"b":1}`, 'It must be an Array followed with $or.'],
  [
    `{"$or":[{"a":[1]},{"$or":[{"b":[1]}]}]}`,
    'There must have at least 2 Objects in $or relationship.',
  ],
  [`{"a":{"b":5}}`, '"b" must be an object or an array'],
  [
    `{"a":[1x]}`,
    "Unexpected character ('x' (code 120)): was expecting comma to separate Array entries",
  ],
])('%s is refused: %s', (pattern, reason) => {
  expect(() => parseEventPattern(pattern)).toThrow(
    new Error(`Event pattern is not valid. Reason: ${reason}`),
  );
});

function reasonOf(pattern: string): string {
  try {
    parseEventPattern(pattern);
    return 'none';
  } catch (error) {
    return String(error);
  }
}

test('a pattern is refused for the first thing that is wrong in it', () => {
  expect(reasonOf('{"a":[],"b":[{"c"')).toContain('Empty arrays');
  expect(reasonOf('{"a":[{"prefix"],"b":[]')).toContain('expecting a colon');
});

const alternatives = (name: string) =>
  `{"$or":[${Array.from({ length: 11 }, (_, index) => `{"${name}${index}":[1]}`).join()}]}`;

const nested = (names: string[]) =>
  `{${names.map((name) => `"${name}":${alternatives(name)}`).join()}}`;

test('$or may make 1000 combinations', () => {
  expect(() => parseEventPattern(nested(['a', 'b']))).not.toThrow();
  expect(() => parseEventPattern(nested(['a', 'b', 'c']))).toThrow('1000 combinations');
});

const fields = (count: number) =>
  `{${Array.from({ length: count }, (_, index) => `"f${index}":[1]`).join()}}`;

test('a pattern may have 256 fields', () => {
  expect(() => parseEventPattern(fields(256))).not.toThrow();
  expect(() => parseEventPattern(fields(257))).toThrow('exceeds max value of 256');
});

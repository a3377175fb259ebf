import { describe, expect, test } from '@jest/globals';
import { matchesEvent, parseEventPattern } from '../../../emulator/event-pattern/event-pattern.ts';
import { parseEvent } from '../../../emulator/event-pattern/parse-event.ts';

function matches(pattern: string, event: string): boolean {
  return matchesEvent(parseEventPattern(pattern), parseEvent(event) ?? {});
}

// [pattern, events that match, events that do not]
type Case = [pattern: string, matching: string[], other: string[]];

const exact: Case[] = [
  [
    '{"a":["x"]}',
    ['{"a":"x"}', '{"a":["y","x"]}', '{"a":"x","b":1}'],
    ['{"a":"X"}', '{"b":"x"}', '{}', '{"a":""}', '{"a":{"x":1}}'],
  ],
  ['{"a":["x","y"]}', ['{"a":"x"}', '{"a":"y"}', '{"a":["z",["y"]]}'], ['{"a":"z"}', '{"a":[]}']],
  ['{"a":["5"]}', ['{"a":"5"}'], ['{"a":5}']],
  [
    '{"a":[5]}',
    ['{"a":5}', '{"a":5.0}', '{"a":0.5e1}', '{"a":[1,5]}'],
    ['{"a":"5"}', '{"a":true}', '{"a":5.1}'],
  ],
  ['{"a":[300]}', ['{"a":3.0e2}', '{"a":300.0}'], ['{"a":301}']],
  ['{"a":[-0]}', ['{"a":0}', '{"a":0.0}'], ['{"a":null}', '{"a":""}', '{"a":false}']],
  ['{"a":[true]}', ['{"a":true}'], ['{"a":"true"}', '{"a":1}', '{"a":false}']],
  ['{"a":[null]}', ['{"a":null}', '{"a":[1,null]}'], ['{"a":""}', '{}', '{"a":"null"}', '{"a":0}']],
  ['{"a":[""]}', ['{"a":""}'], ['{"a":null}', '{}', '{"a":" "}']],
  ['{"a":["x",5,null]}', ['{"a":"x"}', '{"a":5}', '{"a":null}'], ['{"a":"5"}']],
  [
    '{"a":[123456789012345678901]}',
    ['{"a":123456789012345678901}'],
    ['{"a":123456789012345678902}', '{"a":"123456789012345678901"}'],
  ],
  ['{"a":[111122223333]}', ['{"a":111122223333}'], ['{"a":111122223334}']],
  ['{"a":[{"exactly":"x"}]}', ['{"a":"x"}'], ['{"a":"xx"}']],
  [
    '{"a":["2001:db8::1"]}',
    ['{"a":"2001:db8::1"}', '{"a":"2001:0db8:0:0:0:0:0:1"}'],
    ['{"a":"2001:db8::2"}'],
  ],
  ['{"a":["é"]}', ['{"a":"\\u00e9"}'], ['{"a":"e\\u0301"}', '{"a":"e"}']],
  ['{"__proto__":["x"]}', ['{"__proto__":"x"}'], ['{}']],
  ['{"toString":[{"exists":true}]}', ['{"toString":1}'], ['{}']],
];

const texts: Case[] = [
  [
    '{"a":[{"prefix":"us-"}]}',
    ['{"a":"us-east-1"}', '{"a":"us-"}', '{"a":["eu","us-west-2"]}'],
    ['{"a":"US-east-1"}', '{"a":"xus-"}', '{"a":5}', '{}', '{"a":null}'],
  ],
  ['{"a":[{"prefix":"5"}]}', ['{"a":"55"}'], ['{"a":55}']],
  ['{"a":[{"prefix":""}]}', ['{"a":"x"}', '{"a":""}'], ['{"a":1}', '{}', '{"a":null}']],
  [
    '{"a":[{"suffix":".png"}]}',
    ['{"a":"x.png"}', '{"a":".png"}'],
    ['{"a":"x.PNG"}', '{"a":"x.png2"}', '{"a":1}'],
  ],
  [
    '{"a":[{"prefix":{"equals-ignore-case":"EventB"}}]}',
    ['{"a":"eventbridge"}', '{"a":"EVENTB"}'],
    ['{"a":"event"}', '{"a":"xeventb"}', '{"a":1}'],
  ],
  [
    '{"a":[{"suffix":{"equals-ignore-case":".PnG"}}]}',
    ['{"a":"x.png"}', '{"a":"X.PNG"}'],
    ['{"a":"x.pn"}', '{"a":1}'],
  ],
  [
    '{"a":[{"equals-ignore-case":"Alice"}]}',
    ['{"a":"alice"}', '{"a":"ALICE"}', '{"a":["bob","aLiCe"]}'],
    ['{"a":"alice "}', '{"a":1}', '{}'],
  ],
  ['{"a":[{"equals-ignore-case":"ÄÖ"}]}', ['{"a":"äö"}', '{"a":"Äö"}'], ['{"a":"ao"}']],
  [
    '{"a":[{"wildcard":"dir/*.png"}]}',
    ['{"a":"dir/x.png"}', '{"a":"dir/.png"}', '{"a":"dir/a/b.png"}'],
    ['{"a":"dir/x.jpg"}', '{"a":"xdir/x.png"}', '{"a":1}'],
  ],
  ['{"a":[{"wildcard":"*"}]}', ['{"a":""}', '{"a":"x"}'], ['{"a":1}', '{"a":null}', '{}']],
  ['{"a":[{"wildcard":"x"}]}', ['{"a":"x"}'], ['{"a":"xx"}']],
  ['{"a":[{"wildcard":""}]}', ['{"a":""}'], ['{"a":"x"}']],
  [
    '{"a":[{"wildcard":"*a*b*"}]}',
    ['{"a":"ab"}', '{"a":"xaxbx"}', '{"a":"bab"}'],
    ['{"a":"ba"}', '{"a":"a"}'],
  ],
  [
    '{"a":[{"wildcard":"ab*ba"}]}',
    ['{"a":"abba"}', '{"a":"abxba"}'],
    ['{"a":"aba"}', '{"a":"ab"}'],
  ],
  ['{"a":[{"wildcard":"a*b*b"}]}', ['{"a":"abb"}', '{"a":"aXbb"}'], ['{"a":"ab"}']],
  ['{"a":[{"wildcard":"a\\\\*b"}]}', ['{"a":"a*b"}'], ['{"a":"axb"}', '{"a":"a\\\\*b"}']],
  ['{"a":[{"wildcard":"a\\\\\\\\*b"}]}', ['{"a":"a\\\\b"}', '{"a":"a\\\\xb"}'], ['{"a":"a*b"}']],
  ['{"a":[{"wildcard":"?.+[x]*"}]}', ['{"a":"?.+[x]y"}'], ['{"a":"a.+xy"}']],
  ['{"a":[{"wildcard":"a\\n*"}]}', ['{"a":"a\\nb"}'], ['{"a":"ab"}']],
];

const anythingBut: Case[] = [
  [
    '{"a":[{"anything-but":"x"}]}',
    ['{"a":"y"}', '{"a":1}', '{"a":null}', '{"a":["x","y"]}', '{"a":true}'],
    ['{"a":"x"}', '{}', '{"a":["x"]}', '{"a":[]}', '{"a":{"b":1}}'],
  ],
  [
    '{"a":[{"anything-but":["x","y"]}]}',
    ['{"a":"z"}', '{"a":1}'],
    ['{"a":"x"}', '{"a":"y"}', '{"a":["x","y"]}', '{}'],
  ],
  [
    '{"a":[{"anything-but":5}]}',
    ['{"a":6}', '{"a":"5"}', '{"a":null}'],
    ['{"a":5}', '{"a":5.0}', '{}'],
  ],
  ['{"a":[{"anything-but":[100,200]}]}', ['{"a":300}', '{"a":"100"}'], ['{"a":100}', '{"a":2e2}']],
  [
    '{"a":[{"anything-but":{"prefix":"init"}}]}',
    ['{"a":"x"}', '{"a":1}', '{"a":"Init"}'],
    ['{"a":"initializing"}', '{"a":"init"}', '{}'],
  ],
  ['{"a":[{"anything-but":{"prefix":["a","b"]}}]}', ['{"a":"c"}'], ['{"a":"ax"}', '{"a":"bx"}']],
  [
    '{"a":[{"anything-but":{"suffix":".png"}}]}',
    ['{"a":"x.jpg"}', '{"a":1}'],
    ['{"a":"x.png"}', '{}'],
  ],
  ['{"a":[{"anything-but":{"suffix":["x","y"]}}]}', ['{"a":"z"}'], ['{"a":"ax"}', '{"a":"ay"}']],
  [
    '{"a":[{"anything-but":{"equals-ignore-case":"X"}}]}',
    ['{"a":"y"}', '{"a":1}'],
    ['{"a":"x"}', '{"a":"X"}', '{}'],
  ],
  [
    '{"a":[{"anything-but":{"equals-ignore-case":["x","y"]}}]}',
    ['{"a":"z"}'],
    ['{"a":"X"}', '{"a":"y"}'],
  ],
  [
    '{"a":[{"anything-but":{"wildcard":"*/lib/*"}}]}',
    ['{"a":"/bin/x"}', '{"a":1}'],
    ['{"a":"/usr/lib/x"}', '{}'],
  ],
  [
    '{"a":[{"anything-but":{"wildcard":["*x","y*"]}}]}',
    ['{"a":"z"}'],
    ['{"a":"ax"}', '{"a":"ya"}'],
  ],
  ['{"a":[{"anything-but":"x"},"x"]}', ['{"a":"x"}', '{"a":"y"}'], ['{}']],
];

const numeric: Case[] = [
  [
    '{"a":[{"numeric":["=",100]}]}',
    ['{"a":100}', '{"a":1e2}', '{"a":100.0}'],
    ['{"a":"100"}', '{"a":100.1}', '{}', '{"a":null}'],
  ],
  [
    '{"a":[{"numeric":[">",10,"<=",20]}]}',
    ['{"a":20}', '{"a":10.000001}', '{"a":[1,15]}'],
    ['{"a":10}', '{"a":20.1}', '{"a":[1,30]}', '{"a":"15"}'],
  ],
  ['{"a":[{"numeric":[">=",0,"<",5]}]}', ['{"a":0}', '{"a":4.999999}'], ['{"a":5}', '{"a":-0.1}']],
  ['{"a":[{"numeric":["<",-3.5]}]}', ['{"a":-4}', '{"a":-5e9}'], ['{"a":-3.5}', '{"a":-6e9}']],
  ['{"a":[{"numeric":["<=",5e9]}]}', ['{"a":5000000000}', '{"a":-1}'], ['{"a":5000000001}']],
  [
    '{"a":[{"numeric":[">",0]}]}',
    ['{"a":3.14159265}'],
    ['{"a":true}', '{"a":12345678901234567890}'],
  ],
  ['{"a":[{"numeric":["<",0]},{"numeric":[">",10]}]}', ['{"a":-1}', '{"a":11}'], ['{"a":5}']],
  ['{"a":[{"numeric":["=",0.000001]}]}', ['{"a":1e-6}', '{"a":0.000001}'], ['{"a":0}']],
];

const cidr: Case[] = [
  [
    '{"a":[{"cidr":"10.0.0.0/24"}]}',
    ['{"a":"10.0.0.0"}', '{"a":"10.0.0.255"}', '{"a":["x","10.0.0.7"]}'],
    [
      '{"a":"10.0.1.0"}',
      '{"a":"10.0.0"}',
      '{"a":"x"}',
      '{"a":10}',
      '{}',
      '{"a":"10.0.0.256"}',
      '{"a":"::1"}',
    ],
  ],
  ['{"a":[{"cidr":"10.0.0.77/24"}]}', ['{"a":"10.0.0.1"}'], ['{"a":"10.0.1.1"}']],
  ['{"a":[{"cidr":"0.0.0.0/0"}]}', ['{"a":"255.255.255.255"}'], ['{"a":"::"}', '{"a":""}']],
  ['{"a":[{"cidr":"10.0.0.0/31"}]}', ['{"a":"10.0.0.1"}'], ['{"a":"10.0.0.2"}']],
  [
    '{"a":[{"cidr":"2001:db8::/32"}]}',
    ['{"a":"2001:db8::1"}', '{"a":"2001:DB8:ffff::"}'],
    ['{"a":"2001:db9::1"}', '{"a":"10.0.0.1"}', '{"a":"fe80::1%eth0"}'],
  ],
];

const exists: Case[] = [
  [
    '{"a":[{"exists":true}]}',
    ['{"a":1}', '{"a":""}', '{"a":null}', '{"a":false}', '{"a":[1]}'],
    ['{}', '{"a":{"b":1}}', '{"a":[]}', '{"a":{}}', '{"a":[{"b":1}]}'],
  ],
  [
    '{"a":[{"exists":false}]}',
    ['{}', '{"a":{"b":1}}', '{"a":[]}', '{"a":[{"b":1}]}'],
    ['{"a":1}', '{"a":null}', '{"a":""}', '{"a":[null]}'],
  ],
  [
    '{"a":{"b":[{"exists":false}]}}',
    ['{}', '{"a":1}', '{"a":null}', '{"a":{"c":1}}', '{"a":[]}'],
    ['{"a":{"b":1}}', '{"a":[{"b":1}]}'],
  ],
  [
    '{"a":{"b":[{"exists":true}]}}',
    ['{"a":{"b":0}}', '{"a":[{"c":1},{"b":0}]}'],
    ['{"a":1}', '{}', '{"a":{"b":{"c":1}}}'],
  ],
  ['{"a":[{"exists":false},"x"]}', ['{}', '{"a":"x"}'], ['{"a":"y"}']],
  [
    '{"a":{"b":[{"exists":false}],"c":[1]}}',
    ['{"a":{"c":1}}', '{"a":[{"c":1},{"d":1}]}'],
    ['{"a":{"c":1,"b":1}}', '{"a":[{"c":1},{"b":1}]}', '{"a":{}}'],
  ],
];

const nesting: Case[] = [
  [
    '{"a":{"b":{"c":["x"]}}}',
    ['{"a":{"b":{"c":"x"}}}', '{"a":[{"b":[{"c":["x"]}]}]}'],
    ['{"a":{"b":"x"}}', '{"a":{"c":"x"}}', '{"a":"x"}'],
  ],
  [
    '{"a":{"x":[1],"y":[4]}}',
    ['{"a":{"x":1,"y":4}}', '{"a":[{"x":1,"y":2},{"x":1,"y":4}]}'],
    ['{"a":[{"x":1,"y":2},{"x":3,"y":4}]}', '{"a":{"x":1}}'],
  ],
  [
    '{"a":{"b":{"x":[1]},"c":[2]}}',
    ['{"a":[{"b":[{"x":0},{"x":1}],"c":2}]}'],
    ['{"a":[{"b":{"x":1}},{"c":2}]}'],
  ],
  ['{"a":[1],"b":[2]}', ['{"a":1,"b":2}'], ['{"a":1}', '{"b":2}', '{"a":2,"b":1}']],
  ['{"a":["x"],"a":["y"]}', ['{"a":"y"}'], ['{"a":"x"}']],
  ['{"a.b":["x"]}', ['{"a.b":"x"}'], []],
];

const or: Case[] = [
  [
    '{"$or":[{"a":[1]},{"b":[2]}]}',
    ['{"a":1}', '{"b":2}', '{"a":1,"b":2}'],
    ['{"a":2}', '{}', '{"$or":1}'],
  ],
  [
    '{"c":["x"],"$or":[{"a":[1]},{"b":[2]}]}',
    ['{"c":"x","a":1}', '{"c":"x","b":2}'],
    ['{"a":1}', '{"c":"x"}'],
  ],
  [
    '{"d":{"$or":[{"a":[1]},{"b":{"c":[2]}}]}}',
    ['{"d":{"a":1}}', '{"d":{"b":{"c":2}}}'],
    ['{"a":1}', '{"d":{"b":2}}'],
  ],
  ['{"$or":[{"a":[1],"b":[2]},{"c":[3]}]}', ['{"a":1,"b":2}', '{"c":3}'], ['{"a":1}', '{"b":2}']],
  [
    '{"$or":[{"a":[1],"$or":[{"x":[1]},{"y":[1]}]},{"c":[3]}]}',
    ['{"a":1,"x":1}', '{"a":1,"y":1}', '{"c":3}'],
    ['{"a":1}', '{"x":1}'],
  ],
  [
    '{"$or":[{"a":[1]},{"b":[1]}],"d":{"$or":[{"x":[1]},{"y":[1]}]}}',
    ['{"a":1,"d":{"x":1}}', '{"b":1,"d":{"y":1}}'],
    ['{"a":1}', '{"d":{"x":1}}'],
  ],
  [
    '{"$or":[{"a":[{"numeric":[">",10]}]},{"a":[{"prefix":"x"}]},{"a":[{"exists":false}]}]}',
    ['{"a":11}', '{"a":"xy"}', '{}'],
    ['{"a":1}', '{"a":"y"}'],
  ],
  ['{"a":[1],"$or":[{"a":[2]},{"b":[1]}]}', ['{"a":2}', '{"a":1,"b":1}'], ['{"a":1}']],
  [
    '{"e":{"a":[1],"$or":[{"b":{"c":[2]}},{"b":{"d":[3]}}]}}',
    ['{"e":[{"a":1,"b":{"d":3}}]}'],
    ['{"e":[{"a":1},{"b":{"d":3}}]}'],
  ],
  // Where it cannot be the operator, it is a field of that name.
  ['{"$or":{"a":["x"]}}', ['{"$or":{"a":"x"}}'], ['{"a":"x"}']],
  ['{"$or":["x"]}', ['{"$or":"x"}'], ['{"a":"x"}']],
  [
    '{"$or":[{"prefix":"a"},{"suffix":"b"}]}',
    ['{"$or":"ax"}', '{"$or":"xb"}'],
    ['{"$or":"x"}', '{"prefix":"a"}'],
  ],
];

const verdicts = Object.entries({
  exact,
  texts,
  anythingBut,
  numeric,
  cidr,
  exists,
  nesting,
  or,
}).flatMap(([group, cases]) =>
  cases.flatMap(([pattern, matching, other]) => [
    ...matching.map((event) => [group, pattern, 'matches', event] as const),
    ...other.map((event) => [group, pattern, 'does not match', event] as const),
  ]),
);

const alternatives = (name: string) =>
  `{"$or":[${Array.from({ length: 11 }, (_, index) => `{"${name}${index}":[1]}`).join()}]}`;

const nested = (names: string[]) =>
  `{${names.map((name) => `"${name}":${alternatives(name)}`).join()}}`;

describe('an event pattern', () => {
  test.each(verdicts)('%s: %s %s %s', (_group, pattern, verdict, event) => {
    expect(matches(pattern, event)).toBe(verdict === 'matches');
  });

  test.each([
    ['', 'JSON'],
    ['{', 'JSON'],
    ['[]', 'not an object'],
    ['"x"', 'not an object'],
    ['null', 'not an object'],
    ['{}', 'Empty objects'],
    ['{"a":{}}', 'Empty objects'],
    ['{"a":[]}', 'Empty arrays'],
    ['{"a":"x"}', '"a" must be'],
    ['{"a":1}', '"a" must be'],
    ['{"a":null}', '"a" must be'],
    ['{"a":[["x"]]}', 'match value'],
    ['{"a":[{}]}', 'no operator'],
    ['{"a":[{"prefix":"x","suffix":"y"}]}', 'only one operator'],
    ['{"a":[{"starts-with":"x"}]}', 'starts-with'],
    ['{"a":[{"prefix":1}]}', 'prefix must be a string'],
    ['{"a":[{"prefix":["x"]}]}', 'prefix must be a string'],
    ['{"a":[{"prefix":{"wildcard":"x"}}]}', 'prefix takes'],
    ['{"a":[{"suffix":null}]}', 'suffix must be a string'],
    ['{"a":[{"suffix":{"equals-ignore-case":1}}]}', 'equals-ignore-case must be a string'],
    ['{"a":[{"exactly":1}]}', 'exactly must be a string'],
    ['{"a":[{"equals-ignore-case":["x"]}]}', 'equals-ignore-case must be a string'],
    ['{"a":[{"exists":"true"}]}', 'exists must be'],
    ['{"a":[{"exists":null}]}', 'exists must be'],
    ['{"a":[{"wildcard":"a**b"}]}', 'Consecutive'],
    ['{"a":[{"wildcard":"a\\\\b"}]}', 'backslash'],
    ['{"a":[{"wildcard":"a\\\\"}]}', 'backslash'],
    ['{"a":[{"wildcard":1}]}', 'wildcard must be a string'],
    ['{"a":[{"anything-but":true}]}', 'anything-but'],
    ['{"a":[{"anything-but":null}]}', 'anything-but'],
    ['{"a":[{"anything-but":[]}]}', 'anything-but'],
    ['{"a":[{"anything-but":["x",1]}]}', 'anything-but'],
    ['{"a":[{"anything-but":[null]}]}', 'anything-but'],
    ['{"a":[{"anything-but":{}}]}', 'anything-but'],
    ['{"a":[{"anything-but":{"prefix":""}}]}', 'empty prefix'],
    ['{"a":[{"anything-but":{"suffix":["x",""]}}]}', 'empty suffix'],
    ['{"a":[{"anything-but":{"prefix":1}}]}', 'prefix must be a string'],
    ['{"a":[{"anything-but":{"numeric":[">",1]}}]}', 'numeric'],
    ['{"a":[{"anything-but":{"wildcard":"**"}}]}', 'Consecutive'],
    ['{"a":[{"anything-but":6e9}]}', '5.0E9'],
    ['{"a":[{"numeric":[]}]}', 'numeric'],
    ['{"a":[{"numeric":5}]}', 'numeric must be an array'],
    ['{"a":[{"numeric":[">"]}]}', 'numeric'],
    ['{"a":[{"numeric":["!=",5]}]}', '!='],
    ['{"a":[{"numeric":[">","5"]}]}', 'must be a number'],
    ['{"a":[{"numeric":[">",5,"<"]}]}', 'numeric'],
    ['{"a":[{"numeric":[">",5,">",6]}]}', 'lower bound'],
    ['{"a":[{"numeric":["<",5,">",0]}]}', 'lower bound'],
    ['{"a":[{"numeric":["=",5,"<",9]}]}', 'lower bound'],
    ['{"a":[{"numeric":[">",5,"<",5]}]}', 'less than'],
    ['{"a":[{"numeric":[">",9,"<",5]}]}', 'less than'],
    ['{"a":[{"numeric":[">",0,"<",5,"<",6]}]}', 'numeric'],
    ['{"a":[{"numeric":["=",5000000001]}]}', '5.0E9'],
    ['{"a":[{"numeric":["=",-5e10]}]}', '5.0E9'],
    ['{"a":[{"numeric":["=",12345678901234567890]}]}', '5.0E9'],
    ['{"a":[{"numeric":["=",0.0000001]}]}', '6 decimals'],
    ['{"a":[{"cidr":"10.0.0.0"}]}', 'cidr'],
    ['{"a":[{"cidr":"10.0.0.0/33"}]}', 'cidr'],
    ['{"a":[{"cidr":"10.0.0.1/32"}]}', 'cidr'],
    ['{"a":[{"cidr":"10.0.0.0/x"}]}', 'cidr'],
    ['{"a":[{"cidr":"10.0.0.0/-1"}]}', 'cidr'],
    ['{"a":[{"cidr":"10.0.0.0/8/8"}]}', 'cidr'],
    ['{"a":[{"cidr":"10.0.0/8"}]}', 'cidr'],
    ['{"a":[{"cidr":"host/8"}]}', 'cidr'],
    ['{"a":[{"cidr":"2001:db8::/128"}]}', 'cidr'],
    ['{"a":[{"cidr":5}]}', 'cidr must be a string'],
    ['{"$or":[]}', '$or'],
    ['{"$or":[{"a":[1]}]}', '$or'],
    ['{"$or":[{"a":[1]},"x"]}', '$or'],
    ['{"$or":[{"a":[1]},{}]}', 'Empty objects'],
    ['{"$or":[{"a":[1]},{"prefix":["x"]}]}', 'reserved'],
    ['{"$or":"x"}', '$or'],
  ])('%s is refused: %s', (pattern, reason) => {
    expect(() => parseEventPattern(pattern)).toThrow(reason);
    expect(() => parseEventPattern(pattern)).toThrow('Event pattern is not valid. Reason: ');
  });

  test('is refused when $or makes more than 1000 combinations', () => {
    expect(() => parseEventPattern(nested(['a', 'b']))).not.toThrow();
    expect(() => parseEventPattern(nested(['a', 'b', 'c']))).toThrow('1000 combinations');
  });

  test('is matched in time that does not explode, whatever its wildcards', () => {
    const pattern = `{"a":[{"wildcard":"${'*a'.repeat(500)}*b"}]}`;
    expect(matches(pattern, `{"a":"${'a'.repeat(200_000)}"}`)).toBe(false);
  });

  test('is matched against arrays nested deeper than the stack', () => {
    const event = `{"a":${'['.repeat(100_000)}5${']'.repeat(100_000)}}`;
    expect(matches('{"a":[5]}', event)).toBe(true);
  });
});

/** A pattern near EventBridge's limit of 4,096 characters, or one that asks for much. */
export interface HostilePattern {
  readonly name: string;
  readonly text: string;
}

/** Patterns that are hard to match with some of the hostile details. Few match one. */
export function hostilePatterns(): readonly HostilePattern[] {
  return [
    { name: 'two fields', text: inX('{"s":["A"],"y":[1]}') },
    { name: 'a field that is absent', text: inX('{"s":["A"],"y":[{"exists":false}]}') },
    { name: '250 fields', text: inX(`{${listOf(250, (i) => `"f${i}":[1]`)}}`) },
    { name: 'fields that exclude each other', text: inX(excluding()) },
    { name: '500 texts', text: inX(`[${listOf(500, (i) => `"z${i}"`)}]`) },
    { name: '200 prefixes', text: inX(operators(200, (i) => `{"prefix":"z${i}"}`)) },
    { name: '200 suffixes', text: inX(operators(200, (i) => `{"suffix":"z${i}"}`)) },
    { name: '100 texts in any case', text: inX(operators(100, caseless)) },
    { name: 'wildcards', text: inX('[{"wildcard":"*aaab*"},{"wildcard":"*v*x"}]') },
    {
      name: '500 anything-but wildcards',
      text: inX(anythingBut('wildcard', 500, (i) => `q${i}*`)),
    },
    { name: '60 pairs of anything-but', text: `{"detail":{"$or":[${listOf(60, twice)}]}}` },
    { name: '70 wildcards inside', text: `{"detail":{"$or":[${listOf(70, inside)}]}}` },
    { name: '80 ends in any case', text: inX(operators(80, caselessEnd)) },
    { name: '100 ranges of numbers', text: inX(operators(100, range)) },
    { name: '150 blocks of addresses', text: inX(operators(150, block)) },
    { name: '200 ways', text: `{"detail":{"$or":[${listOf(200, (i) => `{"x":["q${i}"]}`)}]}}` },
    { name: '140 ways of two fields', text: `{"detail":{"$or":[${listOf(140, twoFields)}]}}` },
    { name: '1,000 ways', text: inX(thousandWays((i) => `${i}`)) },
    { name: '1,000 ways of inner elements', text: inX(`{"p":${thousandWays((i) => `${i}`)}}`) },
    {
      name: '1,000 ways with absence',
      text: inX(thousandWays((i) => `${i + 20},{"exists":false}`)),
    },
  ];
}

const inX = (field: string) => `{"detail":{"x":${field}}}`;

function listOf(count: number, element: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => element(index)).join();
}

const operators = (count: number, operator: (index: number) => string) =>
  `[${listOf(count, operator)}]`;

const caseless = (index: number) => `{"equals-ignore-case":"z${index}"}`;
const caselessEnd = (index: number) => `{"suffix":{"equals-ignore-case":"z${index}"}}`;
const twice = (i: number) => `{"x":[{"anything-but":["q${i}"]},{"anything-but":["r"]}]}`;
const inside = (i: number) => `{"s":[${i}],"x":[{"wildcard":"*aab${i}*"}]}`;
const range = (index: number) => `{"numeric":["<",-${index + 1}]}`;
const block = (index: number) => `{"cidr":"1.${index}.0.0/16"}`;

const anythingBut = (name: string, count: number, text: (index: number) => string) =>
  `[{"anything-but":{"${name}":[${listOf(count, (i) => `"${text(i)}"`)}]}}]`;

/** All are there, but `s` and `y` in no two elements that go together. */
function excluding(): string {
  return `{${listOf(40, (i) => `"f${i}":[1]`)},"s":["A"],"y":[1]}`;
}

const twoFields = (index: number) => `{"x":{"s":["A"],"y":[${index + 1}]}}`;

/** Three times one of ten: of `a0`, `a1` and `a2`, whose values are in different elements. */
function thousandWays(values: (index: number) => string): string {
  const choice = (field: string) => `"$or":[${listOf(10, (i) => `{"${field}":[${values(i)}]}`)}]`;
  return `{${['a0', 'a1', 'a2'].map(choice).join()}}`;
}

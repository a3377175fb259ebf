/** What fits into an entry of 1 MiB, whose size is that of its event: its other members take up to 300 bytes. */
const maxBytes = 1_048_576 - 300;
/** The deepest detail that EventBridge takes. */
const maxLevels = 1000;

/** The detail of an entry of 1 MiB, made to be hard for some way to match patterns. */
export interface HostileDetail {
  readonly name: string;
  readonly json: string;
}

/** Details that are hard for a matcher: their field `x` has as much as fits. */
export function hostileDetails(): readonly HostileDetail[] {
  return [
    { name: 'numbers', json: arrayOf(String) },
    { name: 'numbers of 17 digits', json: arrayOf((i) => `0.${10_000_000_000_000_000 + i}`) },
    { name: 'texts', json: arrayOf((i) => `"v${i}"`) },
    { name: 'addresses', json: arrayOf((i) => `"10.${i >> 16}.${(i >> 8) & 255}.${i & 255}"`) },
    { name: 'one long text', json: `{"x":"${'a'.repeat(maxBytes - 10)}"}` },
    { name: 'empty texts', json: arrayOf(() => '""') },
    {
      name: 'few ways and many texts',
      json: filled(`{"s":[${listUpTo(80)}],"x":[`, (i) => `"${'a'.repeat(30)}${i}"`, ']}'),
    },
    { name: 'other values on 1,000 levels', json: arrayOf(nestedValues) },
    { name: 'empty objects', json: arrayOf(() => '{}') },
    { name: 'both fields in each element', json: arrayOf((i) => `{"s":"A","y":${i % 7}}`) },
    {
      name: 'each field in every second element',
      json: arrayOf((i) => (i % 2 === 0 ? '{"s":"A"}' : '{"y":1}')),
    },
    { name: 'many values in elements', json: arrayOf((i) => `{"a${i % 3}":${digitsOf(i)}}`) },
    {
      name: 'many values in inner elements',
      json: arrayOf((i) => `{"p":[{"a0":${digitsOf(i)}},{"a1":${digitsOf(i * 7)}},{"a2":[0,1]}]}`),
    },
    { name: '1,000 levels', json: arrayOf(() => nested()) },
    { name: 'a name given over and over', json: membersOf(() => '"x":[{"s":"A"},{"y":1}]') },
    {
      name: 'names that exclude each other',
      json: membersOf((i) => `"x":[{"f${i % 40}":1},{"f${(i * 7) % 40}":1}]`),
    },
  ];
}

/** Some of the ten digits, others for each number. */
function digitsOf(number: number): string {
  const bits = Math.imul(number, 2_654_435_761) >>> 8;
  return `[${Array.from({ length: 10 }, (_, digit) => digit)
    .filter((digit) => ((bits >> digit) & 1) === 1)
    .join()}]`;
}

function nested(): string {
  const levels = maxLevels - 2;
  return `${'[1,'.repeat(levels)}1${']'.repeat(levels)}`;
}

function nestedValues(first: number): string {
  const values = Array.from({ length: maxLevels - 2 }, (_, level) => `[${(first + level) % 10},`);
  return `${values.join('')}1${']'.repeat(values.length)}`;
}

const listUpTo = (count: number) => Array.from({ length: count }, (_, index) => index).join();

const arrayOf = (element: (index: number) => string) => filled('{"x":[', element, ']}');
const membersOf = (member: (index: number) => string) => filled('{', member, '}');

function filled(head: string, part: (index: number) => string, tail: string): string {
  const parts: string[] = [];
  let bytes = head.length + tail.length;
  for (let index = 0; ; index += 1) {
    const next = part(index);
    bytes += next.length + 1;
    if (bytes > maxBytes) return `${head}${parts.join()}${tail}`;
    parts.push(next);
  }
}

/** Globals by which code would reach a clock, randomness, the environment or the outside. */
const globals: Readonly<Record<string, string>> = {
  process: 'has no environment',
  console: 'does not log',
  setTimeout: 'has no clock',
  setInterval: 'has no clock',
  setImmediate: 'has no clock',
  performance: 'has no clock',
  crypto: 'takes its randomness as an argument',
  fetch: 'does no I/O',
  globalThis: 'uses no global by another name',
  global: 'uses no global by another name',
};

const properties = [
  { object: 'Date', property: 'now', why: 'takes the time as an argument' },
  { object: 'Math', property: 'random', why: 'takes its randomness as an argument' },
];

/** The plugin and the rules of the linter for a room whose results depend on nothing but arguments. */
export function determinismRules(path: string) {
  return {
    jsPlugins: ['./tools/architecture/no-current-time.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...Object.entries(globals).map(([name, why]) => ({ name, message: `${path} ${why}.` })),
      ],
      'no-restricted-properties': [
        'error',
        ...properties.map(({ why, ...one }) => ({ ...one, message: `${path} ${why}.` })),
      ],
      'architecture/no-current-time': 'error',
    },
  };
}

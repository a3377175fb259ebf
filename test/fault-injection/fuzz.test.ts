import { describe, expect, jest, test } from '@jest/globals';
import { propertyRuns } from '../support/property-runs.ts';
import { fuzz } from './model/fuzz/fuzz.ts';
import { bodyKinds } from './model/fuzz/fuzzed-body.ts';
import { bodyRelay } from './model/fuzz/relay-bodies.ts';

// Seconds on a machine of its own.
jest.setTimeout(180_000);

const mebibyte = 2 ** 20;
// The heap is looked at every 2,000 bodies.
const bodies = propertyRuns(5_000, 1_500);

describe('random bodies of messages', () => {
  test('never make a function throw, each have a disposition with a reason, and leave prototypes and memory alone', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const { figures, problem } = await fuzz({ seed, first: 0, count: bodies });

    expect({ seed, problem }).toEqual({ seed, problem: undefined });
    expect(figures.bodies).toBe(bodies);
    expect(Object.keys(figures.kinds).toSorted()).toEqual(bodyKinds.toSorted());
    expect(figures.events).toBeGreaterThan(bodies / 20);
    expect(figures.grownBytes).toBeLessThan(32 * mebibyte);
  });
});

describe('a message of a mebibyte that is full of what is no event', () => {
  test.each([
    ['numbers', `[${'0,'.repeat(500_000)}0]`],
    ['objects', `[${'{},'.repeat(300_000)}{}]`],
    ['arrays in arrays', `[${'[[]],'.repeat(200_000)}0]`],
  ])('of %s makes one dead letter', async (_, body) => {
    const { problems, deadLetters } = await bodyRelay()([body]);

    expect(problems).toEqual([]);
    expect(deadLetters).toBe(1);
  });
});

describe('the relay of bodies finds', () => {
  test('a prototype that was touched', async () => {
    const relay = bodyRelay();
    // eslint-disable-next-line no-extend-native -- what an event must never do
    Object.defineProperty(Object.prototype, 'polluted', { value: true, configurable: true });
    const { problems } = await relay(['{}']);
    Reflect.deleteProperty(Object.prototype, 'polluted');

    expect(problems).toContain('a prototype was touched');
  });
});

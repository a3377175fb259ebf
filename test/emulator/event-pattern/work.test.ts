import { describe, expect, test } from '@jest/globals';
import { matchWithWork, parseEventPattern } from '../../../emulator/event-pattern/event-pattern.ts';
import { eventAround, eventOfText } from '../../../emulator/event-pattern/matchable-event.ts';

const few = 2000;
const times = 8;

function work(pattern: string, event: string): number {
  return matchWithWork(parseEventPattern(pattern), eventOfText(event)).steps;
}

const arrayOf = (element: (index: number) => string) => (count: number) =>
  `{"x":[${Array.from({ length: count }, (_, index) => element(index)).join()}]}`;

const absence = '{"x":{"s":["A"],"y":[{"exists":false}]}}';
const together = '{"x":{"s":["A"],"y":[1]}}';
const ways = (name: string, count: number) =>
  `"$or":[${Array.from({ length: count }, (_, index) => `{"${name}":[${index}]}`).join()}]`;
const thousandWays = `{"x":{${['a', 'b', 'c'].map((name) => ways(name, 10)).join()}}}`;

// [pattern, an event of so many parts]
const hostile: [string, string, (count: number) => string][] = [
  ['absence, no element of both', absence, arrayOf((i) => (i % 2 ? '{"s":"A"}' : '{"y":1}'))],
  ['absence, present in each', absence, arrayOf(() => '{"s":"A","y":1}')],
  ['two fields in different elements', together, arrayOf((i) => (i % 2 ? '{"s":"A"}' : '{"y":1}'))],
  ['arrays in arrays', together, arrayOf((i) => `[{"s":"A","y":${i + 2}},[{"y":1}]]`)],
  ['plain values', '{"x":[{"anything-but":[1]},{"prefix":"a"}]}', arrayOf(() => '1')],
  ['empty objects', together, arrayOf(() => '{}')],
  ['deep', together, (count) => `{"x":${'[1,'.repeat(count)}1${']'.repeat(count)}}`],
  ['1000 ways', thousandWays, arrayOf((i) => `{"${'abc'.charAt(i % 3)}":[0,1,2,3,4,5,6,7,8,9]}`)],
];

describe('the work of matching', () => {
  test.each(hostile)('grows as the event does: %s', (_, pattern, eventOf) => {
    const [once, more] = [work(pattern, eventOf(few)), work(pattern, eventOf(few * times))];

    expect(once).toBeGreaterThan(few / 2);
    expect(more / once).toBeLessThan(times * 1.05);
  });

  test('is none in the detail if a condition around it fails', () => {
    const pattern = '{"source":["other"],"detail":{"x":[1]}}';
    const detail = `{"x":[${'1,'.repeat(few)}1]}`;
    const event = eventAround(detail, () => 'source');

    expect(matchWithWork(parseEventPattern(pattern), event)).toEqual({ isMatch: false, steps: 2 });
  });

  // A name given over and over makes arrays that exclude each other: there may be more ways to try than time.
  test('has an end where every way would have to be tried, because a field may be absent', () => {
    const fields = Array.from({ length: 40 }, (_, index) => `"f${index}":[1]`).join();
    const arrays = Array.from(
      { length: few },
      (_, index) => `"x":[{"f${index % 40}":1},{"f${(index * 7) % 40}":1}]`,
    );
    const contradiction = '"x":[{"y":1},{"z":1}]';
    const steps = work(
      `{"x":{${fields},"y":[1],"z":[1],"a":[1,{"exists":false}]}}`,
      `{${arrays.join()},${contradiction}}`,
    );

    expect(steps).toBeGreaterThan(100_000);
    expect(steps).toBeLessThan(1_000_000);
  });
});

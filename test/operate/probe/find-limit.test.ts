import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { findLimit } from '../../../operate/probe/find-limit.ts';

/** Answers by a rule, and remembers what was asked. */
function anAsk(accepts: (size: number) => boolean) {
  const asked: number[] = [];
  return {
    asked,
    ask: async (size: number) => {
      asked.push(size);
      return accepts(size)
        ? ({ kind: 'accepted' } as const)
        : ({ kind: 'refused', answer: `no to ${size}` } as const);
    },
  };
}

test('the limit is found to the last one, wherever the hints are', async () => {
  const size = fc.integer({ min: 10, max: 5_000 });
  await fc.assert(
    fc.asyncProperty(
      size,
      size,
      fc.array(size, { maxLength: 4 }),
      async (limit, ceiling, hints) => {
        const { ask, asked } = anAsk((one) => one <= limit);
        const found = await findLimit({ floor: 10, ceiling: Math.max(ceiling, 11), hints, ask });

        const top = Math.max(ceiling, 11);
        const refused = { size: limit + 1, answer: `no to ${limit + 1}` };
        expect(found).toEqual({
          kind: 'limit',
          accepted: Math.min(limit, top),
          ...(limit < top && { refused }),
          contradictions: [],
        });
        expect(Math.max(...asked)).toBeLessThanOrEqual(top);
        expect(asked.length).toBeLessThanOrEqual(2 + 2 * hints.length + 13 + 4 + 1);
      },
    ),
  );
});

test('a right hint takes few questions', async () => {
  const { ask, asked } = anAsk((size) => size <= 1_000);

  await findLimit({ floor: 10, ceiling: 100_000, hints: [1_000], ask });

  expect(asked.toSorted((one, other) => one - other)).toEqual([
    10, 500, 900, 1_000, 1_001, 1_001, 1_102, 1_502,
  ]);
});

test('a size below that is refused, and one above that is accepted, are reported', async () => {
  const { ask } = anAsk((size) => (size <= 1_000 && size !== 500) || size === 1_502);

  const found = await findLimit({ floor: 10, ceiling: 100_000, hints: [1_000], ask });

  expect(found).toMatchObject({ accepted: 1_000, contradictions: [500, 1_502] });
});

test('what is refused at every size has no limit', async () => {
  const { ask, asked } = anAsk(() => false);

  expect(await findLimit({ floor: 10, ceiling: 100, hints: [50], ask })).toEqual({
    kind: 'none',
    answer: 'no to 10',
  });
  expect(asked).toEqual([10, 10]);
});

test('one refusal that does not last changes nothing, whichever it is', async () => {
  const ceiling = 2_000;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 10, max: ceiling }),
      fc.nat({ max: 25 }),
      async (limit, question) => {
        let questions = 0;
        const { ask } = anAsk((size) => size <= limit && questions !== question);
        const counted = async (size: number) => {
          const answer = await ask(size);
          questions += 1;
          return answer;
        };
        const found = await findLimit({ floor: 10, ceiling, hints: [500], ask: counted });

        expect(found).toMatchObject({ kind: 'limit', accepted: limit, contradictions: [] });
      },
    ),
  );
});

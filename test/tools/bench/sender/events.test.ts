import { expect, test } from '@jest/globals';
import { makeEvents, smallDetailBytes } from '../../../../tools/bench/sender/events.ts';

test('a small event has 1,000 bytes of detail, whatever its number', async () => {
  const events = await makeEvents('small', 1_200);

  for (const { detail } of events) {
    expect(Buffer.byteLength(JSON.stringify(detail))).toBe(smallDetailBytes);
  }
});

test.each(['small', 'github'] as const)(
  '%s events differ, and are the same each time',
  async (payload) => {
    const events = await makeEvents(payload, 400);

    expect(new Set(events.map(({ detail }) => JSON.stringify(detail))).size).toBe(400);
    expect(await makeEvents(payload, 10)).toEqual(events.slice(0, 10));
  },
);

test("GitHub's events are the samples that local mode relays", async () => {
  const [first] = await makeEvents('github', 1);

  expect(first).toMatchObject({
    generator: expect.stringMatching(/^[^/]+\/[^/]+$/),
    detailType: expect.any(String),
    detail: { number: 0 },
  });
});

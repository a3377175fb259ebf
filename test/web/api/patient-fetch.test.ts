import { expect, test } from '@jest/globals';
import { patientFetch } from '../../../web/api/patient-fetch.ts';
import { aProblem, fakeFetch, json } from '../support/fake-fetch.ts';

const throttled = () => json({ message: 'Too Many Requests' }, 429);

/** A patient call, what it sent, and how long it waited before each repetition. */
function aPatientCall(...answers: readonly Response[]) {
  const { fetch, sent } = fakeFetch(...answers);
  const waits: number[] = [];
  const wait = (ms: number) => Promise.resolve(waits.push(ms));
  return { call: patientFetch(fetch, wait), sent, waits };
}

test('a call that API Gateway throttles is repeated after a while, as it was', async () => {
  const { call, sent, waits } = aPatientCall(throttled(), throttled(), json({ regions: [] }));
  const answer = await call('/regions', { method: 'POST', body: '{"n":1}' });

  expect(answer.status).toBe(200);
  expect(waits).toEqual([1000, 2000]);
  expect(sent).toEqual([sent[0], sent[0], sent[0]]);
});

test('it is given up at last', async () => {
  const { call, sent } = aPatientCall(...Array.from({ length: 9 }, throttled));

  expect((await call('/regions', {})).status).toBe(429);
  expect(sent).toHaveLength(4);
});

test.each([
  ['the service itself says when to try again', json(aProblem(), 429, { 'retry-after': '9' })],
  ['something else is wrong', json(aProblem(), 503)],
])('it is not repeated where %s', async (_, refused) => {
  const { call, sent, waits } = aPatientCall(refused);

  expect(await call('/regions', {})).toBe(refused);
  expect(sent).toHaveLength(1);
  expect(waits).toEqual([]);
});

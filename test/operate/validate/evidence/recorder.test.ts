import { expect, test } from '@jest/globals';
import { recorderOf } from '../../../../operate/validate/evidence/recorder.ts';
import type { Evidence } from '../../../../operate/validate/validation.ts';

function aRecorder() {
  const evidence: Evidence[] = [];
  let nowMs = 0;
  const recorder = recorderOf({ now: () => (nowMs += 5), evidence });
  return { evidence, recorder };
}

const about = { title: 'Asks', call: 'Describe, eu-west-1', by: 'partner' } as const;

test('a call is kept with its request, its answer, its status and its time', async () => {
  const { evidence, recorder } = aRecorder();
  const answer = { Name: 'x', At: new Date(0), $metadata: { httpStatusCode: 200 } };

  expect(await recorder.call({ ...about, request: { Name: 'x' } }, async () => answer)).toBe(
    answer,
  );
  expect(evidence).toEqual([
    {
      kind: 'call',
      at: '1970-01-01T00:00:00.005Z',
      ...about,
      request: { Name: 'x' },
      answer: { Name: 'x', At: '1970-01-01T00:00:00.000Z' },
      status: 200,
      ms: 5,
    },
  ]);
});

test('an error is kept and comes back', async () => {
  const { evidence, recorder } = aRecorder();
  const error = Object.assign(new Error('gone'), { $metadata: { httpStatusCode: 400 } });
  error.name = 'ResourceNotFoundException';

  await expect(recorder.call(about, () => Promise.reject(error))).rejects.toBe(error);
  expect(evidence).toMatchObject([
    { answer: { error: 'ResourceNotFoundException', message: 'gone' }, status: 400 },
  ]);
});

test('what is asked again with the same answer is kept once and counted', async () => {
  const { evidence, recorder } = aRecorder();
  for (const state of ['PENDING', 'PENDING', 'PENDING', 'ACTIVE']) {
    await recorder.call(about, async () => ({ state }));
  }

  expect(evidence.map(({ title }) => title)).toEqual(['Asks (3 times the same)', 'Asks']);
});

test('headers of authorization are never kept, and long texts and lists are cut off', async () => {
  const { evidence, recorder } = aRecorder();
  const headers = { Authorization: 'Bearer a.b.c', cookie: 'x', host: 'y' };
  await recorder.call(about, async () => ({
    headers,
    text: 'a'.repeat(3_000),
    many: Array.from({ length: 60 }, (_, index) => index),
    bytes: new Uint8Array(3),
    exact: JSON.rawJSON('300.0'),
  }));

  expect(JSON.stringify(evidence)).not.toContain('a.b.c');
  expect(evidence).toMatchObject([
    {
      answer: {
        headers: { host: 'y' },
        text: expect.stringMatching(/^a{2000}… \(3000 characters\)$/),
        many: expect.arrayContaining(['… and 10 more']),
        bytes: '3 bytes',
      },
    },
  ]);
  expect(JSON.stringify(evidence)).toContain('300.0');
});

test('a finding is kept in order', () => {
  const { evidence, recorder } = aRecorder();
  recorder.finding('Names', ['a', 'b']);

  expect(evidence).toMatchObject([{ kind: 'finding', title: 'Names', lines: ['a', 'b'] }]);
});

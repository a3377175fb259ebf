import { expect, test } from '@jest/globals';
import { detailJudge } from '../../../../operate/validate/judge/detail-schema.ts';

const described = {
  detailType: 'push',
  description: 'a push',
  keptInStub: ['n'],
  samples: [],
  schema: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
};
const stub = {
  payload_url: 'https://x.example',
  payload_size_bytes: 2,
  payload_sha256: 'a'.repeat(64),
  expires_at: '2026-12-01T00:00:00Z',
};

test.each([
  [{ n: 1 }, false, undefined],
  [{ n: 'one' }, false, '/n must be integer'],
  [{}, false, "must have required property 'n'"],
  [{ ...stub, n: 1 }, true, undefined],
  [{ ...stub, n: 'one' }, true, '/n must be integer'],
  [{ n: 1 }, true, "must have required property 'payload_url'"],
])('%j, a stub: %j', (detail, isStub, problem) => {
  expect(detailJudge()(described)(detail, isStub)).toBe(problem);
});

test('a schema is compiled once, however often it judges', () => {
  const judgeOf = detailJudge();
  const withId = { ...described, schema: { ...described.schema, $id: 'https://x.example/push' } };

  expect([judgeOf(withId)({ n: 1 }, false), judgeOf(withId)({}, false)]).toEqual([
    undefined,
    "must have required property 'n'",
  ]);
});

import { expect, test } from '@jest/globals';
import type { ApiAnswer, ApiRequest } from '../../../../operate/validate/api/send-api.ts';
import {
  answerWords,
  sourceIn,
  tenantCalls,
} from '../../../../operate/validate/api/tenant-calls.ts';
import { recorderOf } from '../../../../operate/validate/evidence/recorder.ts';
import { Stopped } from '../../../../operate/validate/item-ended.ts';
import type { Evidence } from '../../../../operate/validate/validation.ts';
import { fakeClock } from '../support/fake-clock.ts';

function aTenant(answers: readonly Partial<ApiAnswer>[]) {
  const asked: ApiRequest[] = [];
  const left = [...answers];
  const clock = fakeClock();
  const evidence: Evidence[] = [];
  const stopping = new AbortController();
  const api = {
    tenant: 'acme',
    async send(request: ApiRequest) {
      asked.push(request);
      return { status: 200, headers: {}, text: '', ...left.shift() };
    },
  };
  const recorder = recorderOf({ now: clock.now, evidence });
  const calls = tenantCalls(api, recorder, { clock, signal: stopping.signal });
  return { asked, clock, evidence, stopping, calls };
}

test('requests are those of openapi.yaml', async () => {
  const { asked, calls } = aTenant([{}, {}, {}, {}, { text: '{"sources":[],"nextCursor":null}' }]);
  const source = { name: 'aws.partner/v/acme/r/1', region: 'eu-west-1' };
  const registration = { generator: 'acme/r', account: '1', region: 'eu-west-1' };
  await calls.register(registration);
  await calls.get(source);
  await calls.remove(source);
  await calls.recreate(source);
  expect(await calls.list('acme/r')).toEqual([]);

  const path = '/sources/aws.partner%2Fv%2Facme%2Fr%2F1';
  const query = { region: 'eu-west-1' };
  expect(asked).toEqual([
    { method: 'POST', path: '/sources', body: registration },
    { method: 'GET', path, query },
    { method: 'DELETE', path, query },
    { method: 'POST', path: `${path}/recreate`, query },
    { method: 'GET', path: '/sources', query: { generator: 'acme/r', limit: '100' } },
  ]);
});

test('a call that is refused for its rate waits as long as the API says, and is repeated', async () => {
  const refused = { status: 429, headers: { 'retry-after': '7' } };
  const { calls, clock, evidence } = aTenant([refused, { status: 429 }, { status: 204 }]);

  expect((await calls.remove({ name: 'x', region: 'r' })).status).toBe(204);
  expect(clock.pauses).toEqual([7_000, 1_000]);
  expect(evidence).toMatchObject([{ status: 429 }, { status: 204 }]);
});

test('it is not repeated for ever, and not after a stop', async () => {
  const { calls, asked } = aTenant(Array.from({ length: 9 }, () => ({ status: 429 })));
  const stopped = aTenant([]);
  stopped.stopping.abort();

  expect((await calls.get({ name: 'x', region: 'r' })).status).toBe(429);
  expect(asked).toHaveLength(5);
  await expect(stopped.calls.get({ name: 'x', region: 'r' })).rejects.toThrow(Stopped);
});

test('an answer that is not as expected is named with what it says', async () => {
  const answer = { status: 422, headers: {}, text: '{"code":\n "x"}' };
  const { calls } = aTenant([{ status: 500, text: 'no' }]);

  expect(answerWords(answer)).toBe('it answered 422: {"code": "x"}');
  expect(() => sourceIn(answer, [201], 'registering')).toThrow(
    'expected registering to answer 201 with the source, but it answered 422: {"code": "x"}',
  );
  await expect(calls.list('g')).rejects.toThrow(
    'expected a list of sources, but it answered 500: no',
  );
});

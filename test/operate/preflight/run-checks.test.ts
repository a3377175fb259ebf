import { expect, test } from '@jest/globals';
import type { Check, CheckContext } from '../../../operate/preflight/check.ts';
import { runChecks } from '../../../operate/preflight/run-checks.ts';
import { aPreflightStage, fakeClients } from './support/fake-aws.ts';

const fetch = () => Promise.reject(new Error('nothing is fetched'));

function services(timeLimit = () => new AbortController().signal) {
  const { clients, calls } = fakeClients();
  return { calls, services: { clients, fetch, resolve: async () => [], now: () => 0, timeLimit } };
}

function aCheck(name: string, run: (context: CheckContext) => Promise<unknown> = async () => []) {
  const check: Check = {
    name,
    async run(context) {
      await run(context);
      return [{ check: name, status: 'ok', text: 'done' }];
    },
  };
  return check;
}

test('checks run in parallel, and are reported in their own order', async () => {
  const second = Promise.withResolvers<void>();
  const checks = [
    aCheck('first', () => second.promise),
    aCheck('second', async () => second.resolve()),
  ];
  const done: number[] = [];
  const findings = await runChecks(checks, aPreflightStage(), services().services, (count) =>
    done.push(count),
  );

  expect(findings.map(({ check }) => check)).toEqual(['first', 'second']);
  expect(done).toEqual([1, 2]);
});

test('a check that never ends and ignores its time limit is abandoned', async () => {
  const time = new AbortController();
  const checks = [aCheck('hangs', () => new Promise(() => undefined)), aCheck('ends')];
  const running = runChecks(checks, aPreflightStage(), services(() => time.signal).services);
  time.abort();

  expect(await running).toEqual([
    { check: 'hangs', status: 'unknown', text: 'could not be checked: timed out' },
    { check: 'ends', status: 'ok', text: 'done' },
  ]);
});

test('the caller is requested once, however many checks need it', async () => {
  const { calls, services: asked } = services();
  const checks = ['a', 'b', 'c'].map((name) => aCheck(name, ({ identity }) => identity()));
  await runChecks(checks, aPreflightStage(), asked);

  expect(calls).toEqual(['us-east-1 GetCallerIdentity']);
});

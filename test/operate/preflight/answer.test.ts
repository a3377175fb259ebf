import { describe, expect, test } from '@jest/globals';
import { ask, orAbsent, unknownBecause } from '../../../operate/preflight/answer.ts';
import { anError, noPermission } from './support/fake-aws.ts';

const inTime = new AbortController().signal;

async function failing(error: unknown) {
  return await ask(inTime, 'iam:GetRole', async () => {
    throw error;
  });
}

describe('a question to AWS', () => {
  test('that is answered has the answer', async () => {
    expect(await ask(inTime, 'x', async () => 3)).toEqual({ kind: 'answered', value: 3 });
  });

  test.each([
    [noPermission('iam:GetRole'), 'permission', 'requires iam:GetRole'],
    [noPermission('iam:GetRole', 'AccessDenied'), 'permission', 'requires iam:GetRole'],
    [anError('CredentialsProviderError'), 'credentials', expect.stringMatching(/no AWS cred/)],
    [anError('TimeoutError'), 'network', 'AWS cannot be reached (TimeoutError)'],
  ])('without a result says why: %s', async (error, because, reason) => {
    expect(await failing(error)).toMatchObject({ kind: 'unanswered', because, reason });
  });

  test.each(['NoSuchEntityException', 'InvalidClientTokenId', 'ThrottlingException'])(
    'that AWS refuses with %s is for the check to understand',
    async (code) => {
      expect(await failing(anError(code, 'why'))).toEqual({
        kind: 'refused',
        failure: { code, message: 'why' },
      });
    },
  );

  test('whose call never ends, and minds no signal, ends with the time', async () => {
    const time = new AbortController();
    const asking = ask(time.signal, 'x', () => new Promise(() => undefined));
    time.abort();

    expect(unknownBecause((await asking) as never)).toEqual({
      status: 'unknown',
      text: 'could not be checked: timed out',
    });
  });

  test('asked after the time limit is not answered', async () => {
    expect(await ask(AbortSignal.abort(), 'x', async () => 3)).toMatchObject({ because: 'time' });
  });
});

const isAbsence = ({ code }: { code: string }) => code === 'Gone';

test('an absence is an answer, another refusal is none', async () => {
  expect(orAbsent(await failing(anError('Gone')), isAbsence)).toEqual({
    kind: 'answered',
    value: undefined,
  });
  expect(orAbsent(await failing(anError('Other')), isAbsence)).toMatchObject({ kind: 'refused' });
});

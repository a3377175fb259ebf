import { expect, test } from '@jest/globals';
import { accountCheck } from '../../../../operate/preflight/checks/account.ts';
import { aContext, anError, aPreflightStage, readyAccount } from '../support/fake-aws.ts';

async function find(answer: object | Error, keys: Readonly<Record<string, unknown>> = {}) {
  const stage = aPreflightStage(keys);
  const GetCallerIdentity = () => {
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const [finding, ...others] = await accountCheck.run(aContext({ GetCallerIdentity }, { stage }));
  expect(others).toEqual([]);
  return finding;
}

const me = readyAccount['GetCallerIdentity']!({}, '') as object;
const another = { Account: '999988887777', Arn: 'arn:aws:iam::999988887777:user/me' };

test('credentials of the stage’s account are right', async () => {
  expect(await find(me)).toEqual({
    check: 'account',
    status: 'ok',
    text: '111122223333, as arn:aws:iam::111122223333:user/me',
  });
});

test('a stage without an account accepts any', async () => {
  expect(await find(another, { account: undefined })).toMatchObject({ status: 'ok' });
});

test('those of another account fail, and both are named', async () => {
  expect(await find(another)).toMatchObject({
    status: 'fails',
    text: expect.stringMatching(/999988887777.*111122223333/),
    remedy: expect.stringMatching(/AWS_PROFILE.*stages\/beta\.json/),
  });
});

test.each([
  [anError('CredentialsProviderError'), /^no AWS credentials/],
  [anError('ExpiredToken'), /expired: sign in again/],
  [anError('InvalidClientTokenId', 'invalid'), /InvalidClientTokenId/],
  [Object.assign(new Error('x'), { code: 'ENOTFOUND' }), /cannot be reached \(ENOTFOUND\)/],
])('without valid ones nothing can be deployed: %s', async (error, text) => {
  expect(await find(error)).toMatchObject({
    status: 'fails',
    text: expect.stringMatching(text),
  });
});

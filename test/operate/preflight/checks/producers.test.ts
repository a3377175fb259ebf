import { describe, expect, test } from '@jest/globals';
import { producersCheck } from '../../../../operate/preflight/checks/producers.ts';
import {
  aContext,
  anError,
  aPreflightStage,
  noPermission,
  refusing,
  type Operations,
} from '../support/fake-aws.ts';

const ours = 'arn:aws:iam::111122223333';

async function find(producers: readonly string[], operations: Operations = {}) {
  const context = aContext(operations, { stage: aPreflightStage({ producers }) });
  return await producersCheck.run(context);
}

describe('a producer of this account', () => {
  test('that exists, role or user, is ok', async () => {
    expect(await find([`${ours}:role/orders`, `${ours}:user/jo`])).toEqual([
      { check: 'producers', status: 'ok', text: `${ours}:role/orders, ${ours}:user/jo: exists` },
    ]);
  });

  test('is requested by its name, without its path', async () => {
    const GetRole: Operations['GetRole'] = ({ RoleName: name }) => ({
      Role: { Arn: `${ours}:role/service/${String(name)}` },
    });

    expect(await find([`${ours}:role/service/orders`], { GetRole })).toMatchObject([
      { status: 'ok' },
    ]);
    expect(await find([`${ours}:role/orders`], { GetRole })).toMatchObject([
      {
        status: 'fails',
        text: `${ours}:role/orders: does not exist, so it cannot send events yet; ${ours}:role/service/orders exists`,
      },
    ]);
  });

  test.each([
    [`${ours}:role/gone`, 'GetRole'],
    [`${ours}:user/gone`, 'GetUser'],
  ])('that does not exist fails: %s', async (arn, operation) => {
    const found = await find([arn], { [operation]: refusing(anError('NoSuchEntityException')) });

    expect(found).toMatchObject([
      {
        status: 'fails',
        text: `${arn}: does not exist, so it cannot send events yet`,
        remedy: expect.stringMatching(/^create it before or after the deployment,/),
      },
    ]);
  });

  test('without permission is unknown', async () => {
    const GetRole = refusing(noPermission('iam:GetRole', 'AccessDenied'));

    expect(await find([`${ours}:role/orders`], { GetRole })).toMatchObject([
      {
        status: 'unknown',
        text: `${ours}:role/orders: could not be checked: requires iam:GetRole`,
      },
    ]);
  });
});

test('of another account is unknown, and nothing is requested', async () => {
  const never = refusing(new Error('asked'));
  const foreign = 'arn:aws:iam::999988887777:role/orders';

  expect(await find([foreign], { GetRole: never })).toMatchObject([
    { status: 'unknown', text: expect.stringMatching(/to account 999988887777/) },
  ]);
});

test('a stage without producers is warned of', async () => {
  expect(await find([])).toMatchObject([
    { status: 'warning', remedy: expect.stringContaining('stages/beta.json') },
  ]);
});

test('without credentials nothing is concluded', async () => {
  const GetCallerIdentity = refusing(anError('CredentialsProviderError'));

  expect(await find([`${ours}:role/orders`], { GetCallerIdentity })).toMatchObject([
    { status: 'unknown', text: expect.stringMatching(/without AWS credentials$/) },
  ]);
});

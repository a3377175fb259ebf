import { expect, test } from '@jest/globals';
import { partnerApiCheck } from '../../../../operate/preflight/checks/partner-api.ts';
import { aContext, anError, noPermission, type Operations } from '../support/fake-aws.ts';

async function find(ListPartnerEventSources: Operations[string]) {
  return await partnerApiCheck.run(aContext({ ListPartnerEventSources }));
}

test('each Region is asked for one source of the partner', async () => {
  const inputs: unknown[] = [];
  const found = await find((input) => {
    inputs.push(input);
    return {};
  });

  const input = { NamePrefix: 'aws.partner/vendor.example/', Limit: 1 };
  expect(inputs).toEqual([input, input, input]);
  expect(found).toEqual([
    {
      check: 'partner API',
      status: 'ok',
      text: 'eu-north-1, eu-west-1, us-east-1: EventBridge answers for vendor.example',
    },
  ]);
});

test.each([
  [
    noPermission('events:ListPartnerEventSources'),
    'unknown',
    /could not be checked: requires events:ListPartnerEventSources$/,
  ],
  [anError('AccessDeniedException', 'Not a partner'), 'fails', /does not accept this account as/],
  [anError('ValidationException', 'bad prefix'), 'fails', /\(ValidationException: bad prefix\)$/],
  [anError('OperationDisabledException'), 'fails', /is disabled there$/],
  [anError('UnrecognizedClientException'), 'unknown', /does not recognize these credentials/],
  [anError('TimeoutError'), 'unknown', /cannot be reached/],
  [anError('ENOTFOUND'), 'unknown', /cannot be reached/],
  [anError('CredentialsProviderError'), 'unknown', /without AWS credentials/],
])('%s means: %s', async (error, status, text) => {
  const found = await find(() => {
    throw error;
  });

  expect(found).toMatchObject([{ status, text: expect.stringMatching(text) }]);
});

test('one Region that refuses is reported separately', async () => {
  const found = await find((_, region) => {
    if (region === 'eu-west-1') throw anError('OperationDisabledException');
    return {};
  });

  expect(found.map(({ status, text }) => [status, text.split(':')[0]])).toEqual([
    ['ok', 'eu-north-1, us-east-1'],
    ['fails', 'eu-west-1'],
  ]);
});

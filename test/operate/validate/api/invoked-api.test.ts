import { expect, test } from '@jest/globals';
import { invokedApi } from '../../../../operate/validate/api/invoked-api.ts';

interface Answer {
  readonly Payload?: Uint8Array;
  readonly FunctionError?: string;
}

function anApi(answer: Answer) {
  const invoked: { FunctionName?: string; Payload?: Uint8Array }[] = [];
  const client = {
    async send({ input }: { input: (typeof invoked)[number] }) {
      invoked.push(input);
      return answer;
    },
  };
  const caller = { tenant: 'acme', tenantClaim: 'tenant', host: 'api.example' };
  const send = invokedApi({ client, functionName: 'registration', caller, now: () => 1_000 });
  return { invoked, send: () => send({ method: 'GET', path: '/regions' }) };
}

const payload = (value: unknown): Answer => ({ Payload: Buffer.from(JSON.stringify(value)) });

test('the function is invoked with the event, and its answer is the API’s', async () => {
  const headers = { 'content-type': 'application/json' };
  const { send, invoked } = anApi(payload({ statusCode: 200, headers, body: '{"regions":[]}' }));

  expect(await send()).toEqual({ status: 200, headers, text: '{"regions":[]}' });
  expect(invoked[0]?.FunctionName).toBe('registration');
  expect(JSON.parse(Buffer.from(invoked[0]?.Payload ?? []).toString())).toMatchObject({
    rawPath: '/regions',
    requestContext: { authorizer: { jwt: { claims: { tenant: 'acme' } } }, timeEpoch: 1_000 },
  });
});

test('an answer in base64 is decoded, and one without a body is empty', async () => {
  const encoded = {
    statusCode: 200,
    body: Buffer.from('ü').toString('base64'),
    isBase64Encoded: true,
  };

  expect((await anApi(payload(encoded)).send()).text).toBe('ü');
  expect(await anApi(payload({ statusCode: 204 })).send()).toEqual({
    status: 204,
    headers: {},
    text: '',
  });
});

test.each([
  [{ FunctionError: 'Unhandled', Payload: Buffer.from('{"errorMessage":"x"}') }, /failed: .*"x"/],
  [payload('text'), 'returned no answer'],
  [{}, 'returned no answer'],
])('a function that fails or answers no answer is an error', async (answer, message) => {
  await expect(anApi(answer).send()).rejects.toThrow(message);
});

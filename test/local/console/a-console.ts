import { CreatePartnerEventSourceCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { PutPartnerEventsCommand } from '@aws-sdk/client-eventbridge';
import { startEmulator } from '../../../emulator/server.ts';
import { customerEndpoints } from '../../../local/console/customer-endpoints.ts';
import { answerEndpoint } from '../../../local/console/endpoint.ts';
import { clockEndpoints, vendorEndpoints } from '../../../local/console/vendor-endpoints.ts';
import { emulatorView } from '../../../local/emulator-view.ts';
import { credentialsOf, partnerAccount } from '../../../local/partner.ts';
import { openLocalIssuer } from '../../../local/sign-in/local-issuer.ts';
import { localSignIn } from '../../../local/sign-in/sign-in.ts';
import { aRequest } from '../http-api/a-request.ts';

export const signIn = localSignIn('http://127.0.0.1:4604');
export const account = '111122223333';
export const region = 'eu-west-1';
export const source = `aws.partner/vendor.example.test/acme/repo1/${account}`;

const customers = [
  { generator: 'acme/repo1', account, region },
  { generator: 'acme/repo2', account, region },
  { generator: 'zeta/x', account: '000000000009', region: 'us-east-1' },
  { generator: 'beta/x', account, region: 'us-east-1' },
];

/** The console's endpoints on an emulator, in which the vendor has made a source for the customer. */
export async function aConsole() {
  const emulator = await startEmulator();
  const issuer = openLocalIssuer(signIn);
  const view = emulatorView(emulator.url);
  const endpoints = [
    ...vendorEndpoints(customers, issuer, signIn),
    ...clockEndpoints(view),
    ...customerEndpoints(emulator.url, view),
  ];
  const partner = new EventBridgeClient({
    endpoint: emulator.url,
    region,
    credentials: credentialsOf(partnerAccount),
  });
  const create = () =>
    partner.send(new CreatePartnerEventSourceCommand({ Name: source, Account: account }));
  await create();
  return {
    issuer,
    partner,
    create,
    /** Calls an endpoint; the answer's status, and its JSON if there is any. */
    async call(method: string, target: string, body?: unknown, contentType = 'application/json') {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const headers = body === undefined ? {} : { 'content-type': contentType };
      const request = aRequest({ method, target, headers, body: Buffer.from(text ?? '') });
      const answer = await answerEndpoint(endpoints, request);
      return [answer.status, answer.body === '' ? undefined : JSON.parse(String(answer.body))];
    },
    put: (details: readonly object[]) =>
      partner.send(new PutPartnerEventsCommand({ Entries: details.map(entryOf) })),
    async close() {
      partner.destroy();
      await emulator.close();
    },
  };
}

function entryOf(detail: object) {
  return { Source: source, DetailType: 'push', Detail: JSON.stringify(detail) };
}

import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { parseStage } from '../../../../lib/stage/read-stage.ts';
import { credentialsOf, partnerAccount } from '../../../../local/partner.ts';
import { emulatorView } from '../../../../local/emulator-view.ts';
import { connectToLocalMode } from '../../../../operate/target/local-mode.ts';
import type { RunNames } from '../../../../operate/validate/run-names.ts';
import {
  stageSubject,
  type StageClients,
} from '../../../../operate/validate/subject/stage-subject.ts';
import type { Subject } from '../../../../operate/validate/subject/subject.ts';

const customerAccount = '000000000198';

interface Invocation {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly body?: string;
  readonly requestContext: {
    readonly http: { readonly method: string };
    readonly authorizer: { readonly jwt: { readonly claims: Readonly<Record<string, string>> } };
  };
}

/** A stage whose AWS is local mode: the registration function is invoked, and nobody has a token. */
export async function stageOnLocalMode(
  { port, templates }: { readonly port: number; readonly templates: object },
  names: RunNames,
): Promise<Subject> {
  const consoleUrl = `http://127.0.0.1:${port + 4}`;
  const stage = parseStage('dev', {
    partnerDomain: 'vendor.example',
    homeRegion: 'us-east-1',
    regions: ['us-east-1'],
  });
  const subject = await stageSubject(
    {
      stage,
      connection: await connectToLocalMode(port),
      outputs: new Map([
        ['ConsoleUrl', `${consoleUrl}/`],
        ['RegistrationFunctionName', 'registration'],
      ]),
      profile: 'customer',
      tokens: { first: undefined, second: undefined },
      clients: clientsOf(port, consoleUrl, templates),
    },
    names,
  );
  const view = emulatorView(`http://127.0.0.1:${port + 2}`);
  return { ...subject, passTime: async (seconds) => void (await view.advanceClock(seconds)) };
}

const accounts = { partner: partnerAccount, customer: customerAccount };

function clientsOf(port: number, consoleUrl: string, templates: object): StageClients {
  const at = (offset: number) => `http://127.0.0.1:${port + offset}`;
  return {
    eventBridge: (side, region) =>
      new EventBridgeClient({
        endpoint: at(2),
        region,
        credentials: credentialsOf(accounts[side]),
      }),
    sqs: (side, region) =>
      new SQSClient({ endpoint: at(0), region, credentials: credentialsOf(accounts[side]) }),
    sts: (side) => ({ send: async () => ({ Account: accounts[side] }) }),
    cloudFormation: () => ({ send: async () => ({ TemplateBody: JSON.stringify(templates) }) }),
    lambda: () => ({
      async send({ input }: { input: { Payload: Uint8Array } }) {
        const event: Invocation = JSON.parse(Buffer.from(input.Payload).toString());
        return { Payload: Buffer.from(JSON.stringify(await invoke(event, consoleUrl))) };
      },
    }),
  };
}

/** What the function answers, by way of local mode's API Gateway. */
async function invoke(event: Invocation, consoleUrl: string): Promise<object> {
  const { http, authorizer } = event.requestContext;
  const token = await tokenOf(authorizer.jwt.claims['custom:tenant'] ?? '', consoleUrl);
  const path = event.rawPath.split('/').map(encodeURIComponent).join('/');
  const response = await fetch(`${consoleUrl}${path}?${event.rawQueryString}`, {
    method: http.method,
    headers: {
      connection: 'close',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    ...(event.body !== undefined && { body: event.body }),
  });
  return { statusCode: response.status, headers: {}, body: await response.text() };
}

async function tokenOf(tenant: string, consoleUrl: string): Promise<string> {
  const response = await fetch(`${consoleUrl}/_local/tokens`, {
    method: 'POST',
    headers: { connection: 'close', 'content-type': 'application/json' },
    body: JSON.stringify({ tenant }),
  });
  const { token } = (await response.json()) as { token: string };
  return token;
}

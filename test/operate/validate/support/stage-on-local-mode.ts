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

/** A stage whose AWS is local mode. Without tokens of tenants the registration function is invoked. */
export async function stageOnLocalMode(
  { port, templates, tenants = [] }: StageOnLocalMode,
  names: RunNames,
): Promise<Subject> {
  const consoleUrl = `http://127.0.0.1:${port + 4}`;
  const stage = parseStage('dev', {
    partnerDomain: 'vendor.example',
    homeRegion: 'us-east-1',
    regions: ['us-east-1'],
    // Local mode's issuer is a provider of the vendor's own.
    ...(tenants.length > 0 && {
      signIn: { issuer: 'https://issuer.example', clientId: 'page', tenantClaim: 'tenant' },
    }),
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
      tokens: {
        first: await givenToken(tenants[0], consoleUrl),
        second: await givenToken(tenants[1], consoleUrl),
      },
      clients: clientsOf(port, consoleUrl, templates),
    },
    names,
  );
  const view = emulatorView(`http://127.0.0.1:${port + 2}`);
  return { ...subject, passTime: async (seconds) => void (await view.advanceClock(seconds)) };
}

/** What a stage is made of. */
export interface StageOnLocalMode {
  readonly port: number;
  /** Of each of its stacks. */
  readonly templates: object;
  /** Of whom the operator has tokens: of none, one or two. */
  readonly tenants?: readonly string[];
}

async function givenToken(tenant: string | undefined, consoleUrl: string) {
  if (tenant === undefined) return undefined;
  return { token: await tokenOf(tenant, consoleUrl), given: '--token-file' };
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

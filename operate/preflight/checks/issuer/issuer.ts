import { signInBy, type StackSignIn } from '../../../../lib/stage/sign-in.ts';
import { stackName, type Stage } from '../../../../lib/stage/stage.ts';
import { untilAborted } from '../../answer.ts';
import type { Check, CheckContext } from '../../check.ts';
import type { Finding, Verdict } from '../../finding.ts';
import { askForStack } from '../../stage-stacks.ts';
import { discoveryUrl, readDiscovery, type Discovery } from './discovery.ts';
import { fetchAsPage } from './fetched.ts';
import { judgeAddresses } from './internet.ts';
import { judgeKeySet } from './key-set.ts';
import { judgePageAccess } from './page-access.ts';

const name = 'sign-in';

/** An origin that is never allowed by name: what is allowed for it is allowed for every page. */
const noPage = 'https://preflight.invalid';

/** Whether the page can sign users in at the stage's provider, and API Gateway accepts its tokens. */
export const issuerCheck: Check = {
  name,
  async run(context) {
    const { signIn } = context.stage;
    const judged: readonly Verdict[] =
      signIn === undefined
        ? [{ status: 'ok', text: "by Cognito, with the stage's own user pool" }]
        : await judgeProvider(signInBy(signIn), context);
    return judged.map((one): Finding => ({ check: name, ...one }));
  },
};

async function judgeProvider(
  signIn: StackSignIn,
  context: CheckContext,
): Promise<readonly Verdict[]> {
  const origin = await pageOrigin(context.stage, context);
  const asPage = origin ?? noPage;
  const document = await fetchAsPage(discoveryUrl(signIn.issuer), { origin: asPage }, context);
  const { discovery, judged } = readDiscovery(signIn.issuer, document);
  if (discovery === undefined) return judged;
  const [addresses, keySet, token] = await Promise.all([
    addressesOf(discovery.jwksUri, context),
    fetchAsPage(discovery.jwksUri, { origin: asPage }, context),
    askForToken(signIn, discovery, asPage, context),
  ]);
  return [
    ...judged,
    ...judgeAddresses(discovery.jwksUri.hostname, addresses),
    ...judgeKeySet(discovery, keySet),
    ...judgePageAccess(signIn, discovery, { origin, discovery: document, token }),
  ];
}

/** The origin of the page; undefined if it is unknown. */
async function pageOrigin(
  stage: Stage,
  { clients, signal }: CheckContext,
): Promise<string | undefined> {
  const home = clients.cloudFormation(stage.homeRegion);
  const answer = await askForStack(home, stackName(stage, stage.homeRegion), signal);
  const outputs = answer.kind === 'answered' ? answer.value?.Outputs : undefined;
  const url = outputs?.find(({ OutputKey }) => OutputKey === 'ConsoleUrl')?.OutputValue;
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}

/** Empty if the name does not resolve: the request to it reports the details. */
async function addressesOf(
  { hostname }: URL,
  { resolve, signal }: CheckContext,
): Promise<readonly string[]> {
  try {
    return await untilAborted(resolve(hostname), signal);
  } catch {
    return [];
  }
}

/** An invalid code changes nothing and is answered like the page's own requests. */
async function askForToken(
  { clientId }: StackSignIn,
  { tokenEndpoint }: Discovery,
  origin: string,
  context: CheckContext,
) {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    code: 'preflight',
    redirect_uri: `${origin}/`,
    code_verifier: 'preflight'.padEnd(43, '-'),
  });
  return await fetchAsPage(tokenEndpoint, { origin, body }, context);
}

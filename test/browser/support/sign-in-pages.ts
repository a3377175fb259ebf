import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';

/** The provider's page that asks who signs in, as `name@tenant`; what is sent from it ends the asking. */
export async function signInPage(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(signInForm);
    return;
  }
  const fields = new URLSearchParams(await text(request));
  const result = fields.has('refuse')
    ? { error: 'access_denied', error_description: 'Refused <img src=x onerror=xss()> here' }
    : { login: { accountId: fields.get('user') ?? '' } };
  await provider.interactionFinished(request, response, result);
}

// Without an icon the browser would ask for one in vain.
const head = '<!doctype html><link rel="icon" href="data:,">';

const signInForm = `${head}<title>Sign in</title>
<form method="post">
  <label>User <input name="user" /></label>
  <button>Sign in</button>
  <button name="refuse">Refuse</button>
</form>`;

/** The provider's page that asks whether to sign out. */
export function signOutPage(context: KoaContextWithOIDC, form: string): void {
  context.body = `${head}<title>Sign out</title>
${form}
<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`;
}

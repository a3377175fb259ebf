import { html } from 'htm/preact';
import { sourcesOf } from './brand.ts';
import { Loading } from './parts/loading.ts';
import type { Provider } from './sign-in/provider.ts';
import type { SignedIn, SignInState } from './sign-in/use-sign-in.ts';

/** The view while nobody is signed in. */
export function WelcomeView({
  state,
  vendor,
  onRetry,
  onSignIn,
}: {
  /** What the vendor calls itself. */
  readonly vendor: string | undefined;
  readonly state: Exclude<SignInState, SignedIn>;
  readonly onRetry: () => void;
  readonly onSignIn: (provider: Provider) => Promise<void>;
}) {
  return html`<div class="welcome">
    <h1>${sourcesOf(vendor)}</h1>
    ${state.kind === 'signedOut' && html`<p>${offer(vendor)}</p>`}
    ${content(state, onRetry, onSignIn)}
  </div>`;
}

function offer(vendor: string | undefined): string {
  const events = vendor === undefined ? 'your events' : `your ${vendor} events`;
  return `Relay ${events} to AWS accounts through Amazon EventBridge.`;
}

function content(
  state: Exclude<SignInState, SignedIn>,
  onRetry: () => void,
  onSignIn: (provider: Provider) => Promise<void>,
) {
  switch (state.kind) {
    case 'loading':
      return html`<${Loading} what="sign-in" />`;
    case 'failed':
      return html`<div class="failure" role="alert">
        <p>${state.message}</p>
        <button type="button" onClick=${onRetry}>Try again</button>
      </div>`;
    case 'handedOver':
      return html`<p>Sign-in continues in the original window. You can close this one.</p>`;
    case 'signedOut':
      return html`<p role="status">${state.message}</p>
        <button type="button" class="primary" onClick=${() => onSignIn(state.provider)}>
          Sign in
        </button>`;
  }
}

import { html } from 'htm/preact';
import { Loading } from './parts/loading.ts';
import type { Provider } from './sign-in/provider.ts';
import type { SignedIn, SignInState } from './sign-in/use-sign-in.ts';

/** The view while nobody is signed in. */
export function WelcomeView({
  state,
  onRetry,
  onSignIn,
}: {
  readonly state: Exclude<SignInState, SignedIn>;
  readonly onRetry: () => void;
  readonly onSignIn: (provider: Provider) => Promise<void>;
}) {
  return html`<div class="welcome">
    <h1>Partner event sources</h1>
    ${content(state, onRetry, onSignIn)}
  </div>`;
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
      return html`<p>Relay your events to AWS accounts through Amazon EventBridge.</p>
        <p role="status">${state.message}</p>
        <button type="button" class="primary" onClick=${() => onSignIn(state.provider)}>
          Sign in
        </button>`;
  }
}

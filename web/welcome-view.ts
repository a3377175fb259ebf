import { html } from 'htm/preact';
import { Loading } from './parts/loading.ts';
import type { Provider } from './sign-in/provider.ts';
import type { SignedIn, SignInState } from './sign-in/use-sign-in.ts';

/** What is there as long as nobody is signed in. */
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
      return html`<${Loading} what="the sign-in" />`;
    case 'failed':
      return html`<div class="failure" role="alert">
        <p>${state.message}</p>
        <button type="button" onClick=${onRetry}>Try again</button>
      </div>`;
    case 'handedOver':
      return html`<p>
        The sign-in goes on in the window where it was begun; this one can be closed.
      </p>`;
    case 'signedOut':
      return html`<p>Relay the events of your generators to AWS accounts, by Amazon EventBridge.</p>
        <p role="status">${state.message}</p>
        <button type="button" class="primary" onClick=${() => onSignIn(state.provider)}>
          Sign in
        </button>`;
  }
}

import { html } from 'htm/preact';
import { Dialog } from '../parts/dialog.ts';

/** Asks somebody whose token has expired to sign in again; what they were doing waits. */
export function SignInAgainDialog({
  message,
  onSignIn,
  onSignOut,
}: {
  /** Why the last try has failed. */
  readonly message: string | undefined;
  readonly onSignIn: () => void;
  readonly onSignOut: () => void;
}) {
  return html`<${Dialog} title="Your session has expired">
    <p>Sign in again to go on. What you have typed stays as it is.</p>
    ${message !== undefined && html`<p class="error" role="alert">${message}</p>`}
    <div class="actions">
      <button type="button" onClick=${onSignOut}>Sign out</button>
      <button type="button" class="primary" onClick=${onSignIn}>Sign in again</button>
    </div>
  <//>`;
}

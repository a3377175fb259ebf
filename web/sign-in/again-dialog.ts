import { html } from 'htm/preact';
import { Dialog } from '../parts/dialog.ts';

/** Asks a user whose token has expired to sign in again; pending work waits. */
export function SignInAgainDialog({
  message,
  onSignIn,
  onSignOut,
}: {
  /** Why the last sign-in failed. */
  readonly message: string | undefined;
  readonly onSignIn: () => void;
  readonly onSignOut: () => void;
}) {
  return html`<${Dialog} title="Your session has expired">
    <p>Sign in again to continue. What you have entered is kept.</p>
    ${message !== undefined && html`<p class="error" role="alert">${message}</p>`}
    <div class="actions">
      <button type="button" onClick=${onSignOut}>Sign out</button>
      <button type="button" class="primary" onClick=${onSignIn}>Sign in again</button>
    </div>
  <//>`;
}

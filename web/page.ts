import { html } from 'htm/preact';
import { sourcesOf } from './brand.ts';
import { LazyConsole } from './lazy/lazy-console.ts';
import { SignInAgainDialog } from './sign-in/again-dialog.ts';
import { useSignIn } from './sign-in/use-sign-in.ts';
import { WelcomeView } from './welcome-view.ts';

/** The deployed page: the console, or the sign-in. */
export function Page() {
  const { state, config, retry, signIn, signInAgain, signOut } = useSignIn();
  const { name: vendor, logo } = config?.brand ?? {};
  return html`<header class="page-header">
      <span class="page-name">
        ${logo !== undefined && html`<img class="page-logo" src=${logo} alt="" />`}
        ${sourcesOf(vendor ?? config?.partnerName)}
      </span>
      ${
        state.kind === 'signedIn' &&
        html`<button type="button" onClick=${() => signOut(state)}>Sign out</button>`
      }
    </header>
    <main class="page">
      ${
        state.kind === 'signedIn'
          ? html`<${LazyConsole}
              key=${state.session.subject}
              session=${state.session}
              vendor=${vendor}
            />`
          : html`<${WelcomeView}
              state=${state}
              vendor=${vendor}
              onRetry=${retry}
              onSignIn=${signIn}
            />`
      }
    </main>
    ${
      state.kind === 'signedIn' &&
      state.expiry !== undefined &&
      html`<${SignInAgainDialog}
        message=${state.expiry.message}
        onSignIn=${() => signInAgain(state)}
        onSignOut=${() => signOut(state)}
      />`
    }`;
}

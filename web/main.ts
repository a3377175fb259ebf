import { html } from 'htm/preact';
import { LazyConsole } from './lazy-console.ts';
import { SignInAgainDialog } from './sign-in/again-dialog.ts';
import { useSignIn } from './sign-in/use-sign-in.ts';
import { renderPage } from '../emulator/page-parts/render-page.ts';
import { WelcomeView } from './welcome-view.ts';

/** The deployed page: the console, or the sign-in. */
function Page() {
  const { state, partnerName, retry, signIn, signInAgain, signOut } = useSignIn();
  return html`<header class="page-header">
      <span class="page-name">${partnerName ?? 'Partner'} event sources</span>
      ${
        state.kind === 'signedIn' &&
        html`<button type="button" onClick=${() => signOut(state)}>Sign out</button>`
      }
    </header>
    <main class="page">
      ${
        state.kind === 'signedIn'
          ? html`<${LazyConsole} key=${state.session.subject} session=${state.session} />`
          : html`<${WelcomeView} state=${state} onRetry=${retry} onSignIn=${signIn} />`
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

renderPage(html`<${Page} />`);

import { useEffect, useMemo, useState } from 'preact/hooks';
import { isAnswer, keepAttempt, takeAttempt } from './attempt.ts';
import { loadConfig, type PageConfig } from './config.ts';
import { messageOf } from './message-of.ts';
import { discoverProvider, type Provider } from './provider.ts';
import { handOver, openSignInWindow } from './sign-in-window.ts';
import { authorizationUrl, newAttempt, signOutUrl, tokensOf } from './sign-in.ts';
import { tokenSession, type TokenSession } from './token-session.ts';

/** How far the page is with signing somebody in. */
export type SignInState =
  | { readonly kind: 'loading' }
  /** The page cannot be used: its configuration or the provider cannot be had. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'signedOut'; readonly provider: Provider; readonly message?: string }
  | {
      readonly kind: 'signedIn';
      readonly provider: Provider;
      readonly session: TokenSession;
      /** Set once the token has expired, or was refused. */
      readonly expiry?: { readonly message?: string };
    }
  /** This window was there only to sign in for another one. */
  | { readonly kind: 'handedOver' };

/** Signs somebody in, and out. */
export function useSignIn() {
  const [state, setState] = useState<SignInState>({ kind: 'loading' });
  const [config, setConfig] = useState<PageConfig>();
  const redirectUri = useMemo(() => `${location.origin}/`, []);

  const start = async () => {
    setState({ kind: 'loading' });
    try {
      const loaded = await loadConfig();
      setConfig(loaded);
      const provider = await discoverProvider(loaded.signIn, redirectUri);
      setState(await firstState(provider, setState));
    } catch (error) {
      setState({ kind: 'failed', message: messageOf(error) });
    }
  };
  useEffect(() => void start(), []);

  const signOut = ({ provider, session }: SignedIn) => {
    // The token must not come back with the page when the reader goes back.
    setState({ kind: 'signedOut', provider, message: 'You are signed out.' });
    const url = signOutUrl(provider, session.signOutHint());
    if (url !== undefined) location.assign(url);
  };

  return {
    state,
    partnerName: config?.partnerName,
    retry: () => void start(),
    signIn: (provider: Provider) => signInHere(provider).catch(showIn(setState, provider)),
    signInAgain: (signedIn: SignedIn) => signInAgain(signedIn, setState),
    signOut,
  };
}

/** Somebody is signed in, or was until their token expired. */
export type SignedIn = Extract<SignInState, { kind: 'signedIn' }>;

type SetState = (change: SignInState | ((state: SignInState) => SignInState)) => void;

/** The state that the page begins with: an answer of the provider may have come with its address. */
async function firstState(provider: Provider, setState: SetState): Promise<SignInState> {
  const { search } = location;
  if (!isAnswer(search)) return { kind: 'signedOut', provider };
  const attempt = takeAttempt(sessionStorage);
  history.replaceState(null, '', `/${attempt?.hash ?? ''}`);
  if (attempt === undefined) {
    handOver(search);
    window.close();
    return { kind: 'handedOver' };
  }
  try {
    const tokens = await tokensOf(provider, attempt, search);
    return { kind: 'signedIn', provider, session: tokenSession(tokens, expiryIn(setState)) };
  } catch (error) {
    return { kind: 'signedOut', provider, message: messageOf(error) };
  }
}

function expiryIn(setState: SetState) {
  const onExpired = () =>
    setState((state) => (state.kind === 'signedIn' ? { expiry: {}, ...state } : state));
  return { onExpired };
}

/** Leaves the page for the provider's. */
async function signInHere(provider: Provider): Promise<void> {
  const attempt = newAttempt(location.hash);
  const url = await authorizationUrl(provider, attempt);
  keepAttempt(sessionStorage, attempt);
  location.assign(url);
}

/** Signs in by another window, and goes on in this one with the new token. */
async function signInAgain(signedIn: SignedIn, setState: SetState): Promise<void> {
  const { provider, session } = signedIn;
  try {
    const attempt = newAttempt('');
    const answer = openSignInWindow(await authorizationUrl(provider, attempt), attempt.state);
    if (answer === undefined) return await signInHere(provider);
    const tokens = await tokensOf(provider, attempt, await answer);
    // What waits is the work of the person before, and is not done in another's name.
    const isSamePerson = tokens.subject === session.subject;
    if (isSamePerson) session.accept(tokens);
    const goingOn = isSamePerson ? session : tokenSession(tokens, expiryIn(setState));
    setState({ kind: 'signedIn', provider, session: goingOn });
  } catch (error) {
    setState({ ...signedIn, expiry: { message: messageOf(error) } });
  }
}

function showIn(setState: SetState, provider: Provider) {
  return (error: unknown) => setState({ kind: 'signedOut', provider, message: messageOf(error) });
}

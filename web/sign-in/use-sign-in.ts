import { useEffect, useMemo, useState } from 'preact/hooks';
import {
  isAuthorizationResponse,
  saveSignInRequest,
  takeSignInRequest,
} from './sign-in-request.ts';
import type { PageConfig } from '../../lambdas/contract/page-config.ts';
import { showColours, sourcesOf } from '../brand.ts';
import { loadConfig } from './config.ts';
import { messageOf } from './message-of.ts';
import { discoverProvider, type Provider } from './provider.ts';
import { handOver, openSignInWindow } from './sign-in-window.ts';
import { authorizationUrl, newSignInRequest, signOutUrl, tokensOf } from './sign-in.ts';
import { tokenSession, type TokenSession } from './token-session.ts';

/** The state of the sign-in. */
export type SignInState =
  | { readonly kind: 'loading' }
  /** The page is not usable: its configuration or the provider is unavailable. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'signedOut'; readonly provider: Provider; readonly message?: string }
  | {
      readonly kind: 'signedIn';
      readonly provider: Provider;
      readonly session: TokenSession;
      /** Set once the token has expired or was rejected. */
      readonly expiry?: { readonly message?: string };
    }
  /** This window existed only to sign in for another one. */
  | { readonly kind: 'handedOver' };

/** Signs users in and out. */
export function useSignIn() {
  const [state, setState] = useState<SignInState>({ kind: 'loading' });
  const [config, setConfig] = useState<PageConfig>();
  const redirectUri = useMemo(() => `${location.origin}/`, []);

  const start = async () => {
    setState({ kind: 'loading' });
    try {
      const loaded = await loadConfig();
      setConfig(loaded);
      showColours(loaded.brand);
      document.title = sourcesOf(loaded.brand.name);
      const provider = await discoverProvider(loaded.signIn, redirectUri);
      setState(await firstState(provider, setState));
    } catch (error) {
      setState({ kind: 'failed', message: messageOf(error) });
    }
  };
  useEffect(() => void start(), []);

  const signOut = ({ provider, session }: SignedIn) => {
    // The token must not come back with the page when the user navigates back.
    setState({ kind: 'signedOut', provider, message: 'You have signed out.' });
    const url = signOutUrl(provider, session.signOutHint());
    if (url !== undefined) location.assign(url);
  };

  return {
    state,
    config,
    retry: () => void start(),
    signIn: (provider: Provider) => signInHere(provider).catch(showIn(setState, provider)),
    signInAgain: (signedIn: SignedIn) => signInAgain(signedIn, setState),
    signOut,
  };
}

/** A user is signed in, or was until the token expired. */
export type SignedIn = Extract<SignInState, { kind: 'signedIn' }>;

type SetState = (change: SignInState | ((state: SignInState) => SignInState)) => void;

/** The page's first state: its address may carry a response of the provider. */
async function firstState(provider: Provider, setState: SetState): Promise<SignInState> {
  const { search } = location;
  if (!isAuthorizationResponse(search)) return { kind: 'signedOut', provider };
  const request = takeSignInRequest(sessionStorage);
  history.replaceState(null, '', `/${request?.hash ?? ''}`);
  if (request === undefined) {
    handOver(search);
    window.close();
    return { kind: 'handedOver' };
  }
  try {
    const tokens = await tokensOf(provider, request, search);
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

/** Leaves the page for the provider's page. */
async function signInHere(provider: Provider): Promise<void> {
  const request = newSignInRequest(location.hash);
  const url = await authorizationUrl(provider, request);
  saveSignInRequest(sessionStorage, request);
  location.assign(url);
}

/** Signs in through another window and continues in this one with the new token. */
async function signInAgain(signedIn: SignedIn, setState: SetState): Promise<void> {
  const { provider, session } = signedIn;
  try {
    const request = newSignInRequest('');
    const answer = openSignInWindow(await authorizationUrl(provider, request), request.state);
    if (answer === undefined) return await signInHere(provider);
    const tokens = await tokensOf(provider, request, await answer);
    // Pending calls belong to the previous user and must not run as another one.
    const isSameUser = tokens.subject === session.subject;
    if (isSameUser) session.accept(tokens);
    const next = isSameUser ? session : tokenSession(tokens, expiryIn(setState));
    setState({ kind: 'signedIn', provider, session: next });
  } catch (error) {
    setState({ ...signedIn, expiry: { message: messageOf(error) } });
  }
}

function showIn(setState: SetState, provider: Provider) {
  return (error: unknown) => setState({ kind: 'signedOut', provider, message: messageOf(error) });
}

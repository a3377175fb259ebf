import type { Page } from 'playwright-core';
import { audience, clientId, startIdentityProvider } from './identity-provider.ts';
import type { IdentityProvider, Requirement } from './identity-provider.ts';
import { startWorld, type Visit, type World } from './world.ts';

/** A world whose page is the deployed one: administrators sign in at a provider of the vendor's. */
export interface SignInWorld extends World {
  readonly provider: IdentityProvider;
  /** Opens the page, or a view of it, and signs in there. */
  visitAs(user: string, path?: string): Promise<Visit>;
}

/** What the sign-in of a world is like. */
export interface SignInWorldOptions {
  /** Which of the provider's tokens the API takes. */
  readonly bearer?: 'access_token' | 'id_token';
  /** What the provider asks for before it gives such a token, which the stage then says. */
  readonly requirement?: Requirement;
  /** What the page has of the vendor. */
  readonly brandFolder?: string;
}

/** Starts the provider and a world that trusts it. */
export async function startSignInWorld({
  bearer = 'access_token',
  requirement = 'nothing',
  ...rest
}: SignInWorldOptions = {}): Promise<SignInWorld> {
  await using resources = new AsyncDisposableStack();
  const provider = resources.adopt(await startIdentityProvider(requirement), (one) => one.close());
  const world = await startWorld({
    ...rest,
    signIn: {
      issuer: provider.issuer,
      jwksUri: provider.jwksUri,
      clientId,
      scope: 'openid sources',
      parameters: requirement === 'nothing' ? {} : { [requirement]: audience },
      bearer,
      audience: bearer === 'id_token' ? clientId : audience,
      tenantClaim: 'tenant',
    },
  });
  resources.adopt(world, (one) => one.close());
  provider.admit(world.cloud.consoleUrl);
  const owned = resources.move();
  return {
    ...world,
    provider,
    async visitAs(user, path) {
      const visit = await world.visit(path);
      await signIn(visit.page, user);
      return visit;
    },
    close: () => owned.disposeAsync(),
  };
}

/** Signs in on the page, which asks for it, and at the provider as this user, such as `ann@acme`. */
export async function signIn(page: Page, user: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await signInAtProvider(page, user);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Signs in at the provider, whose page is open. */
export async function signInAtProvider(page: Page, user: string): Promise<void> {
  await page.getByLabel('User').fill(user);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

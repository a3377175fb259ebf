import * as v from 'valibot';
import type { Registration } from '../../lambdas/domain/mapping.ts';
import { tenantOf } from '../../lambdas/domain/generator.ts';
import { regions } from '../../lambdas/domain/regions.ts';
import type { EmulatorView } from '../emulator-view.ts';
import { partnerName } from '../partner.ts';
import { discoveryDocument, tokenSeconds, type LocalIssuer } from '../sign-in/local-issuer.ts';
import { localIssuerPath, type LocalSignIn } from '../sign-in/sign-in.ts';
import { endpoint, take, type Endpoint } from './endpoint.ts';

const mostSecondsAtOnce = 366 * 24 * 60 * 60;

/** The endpoints that the page starts with: the tenants and customers, and a token for any tenant. */
export function vendorEndpoints(
  sources: readonly Registration[],
  issuer: LocalIssuer,
  signIn: Pick<LocalSignIn, 'issuer' | 'jwksUri'>,
): readonly Endpoint[] {
  return [
    endpoint('GET', '/_local/state', async () => ({
      partnerName,
      tenants: [...new Set(sources.map(({ generator }) => tenantOf(generator)))].toSorted(),
      customers: customersOf(sources),
      regions: regions.map(({ region, name }) => ({ region, name })),
    })),
    endpoint('POST', '/_local/tokens', async ({ body }) => {
      const { tenant } = take(tokenRequest, body);
      return { token: await issuer.token(tenant, Date.now()), expiresInSeconds: tokenSeconds };
    }),
    endpoint('GET', `${localIssuerPath}/.well-known/openid-configuration`, async () =>
      discoveryDocument(signIn),
    ),
    endpoint('GET', `${localIssuerPath}/jwks.json`, async () => await issuer.jwks()),
  ];
}

/** The endpoints of the emulator's clock. */
export function clockEndpoints(
  view: Pick<EmulatorView, 'nowMs' | 'advanceClock'>,
): readonly Endpoint[] {
  return [
    endpoint('GET', '/_local/clock', async () => shown(await view.nowMs())),
    endpoint('POST', '/_local/clock', async ({ body }) =>
      shown(await view.advanceClock(take(clockMove, body).advanceSeconds)),
    ),
  ];
}

function shown(nowMs: number) {
  return { now: new Date(nowMs).toISOString() };
}

/** Each account in each Region once, in order. */
function customersOf(sources: readonly Registration[]) {
  const keys = new Set(sources.map(({ account, region }) => `${account} ${region}`));
  return [...keys].toSorted().map((key) => {
    const [account = '', region = ''] = key.split(' ');
    return { account, region };
  });
}

const tokenRequest = v.strictObject({ tenant: v.pipe(v.string(), v.nonEmpty('is empty')) });

const clockMove = v.strictObject({
  advanceSeconds: v.pipe(
    v.number(),
    v.minValue(0, 'must be 0 or more'),
    v.maxValue(mostSecondsAtOnce, 'must be 366 days or less'),
  ),
});

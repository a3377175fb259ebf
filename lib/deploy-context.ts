import * as v from 'valibot';
import { listOf, readContextKey, type Context } from './context-key.ts';
import type { FanoutStackProps } from './fanout-stack.ts';
import { readSignInContext } from './sign-in-context.ts';

/** The name until a vendor gives its own; one that ends in `.test` cannot be anybody's. */
const examplePartnerName = 'vendor.example.test';

const partnerNameKey = {
  key: 'partnerName',
  // It is a segment of the sources' names, and the source of the vendor's own events.
  schema: v.pipe(v.string(), v.regex(/^(?!aws\.)[.\-_A-Za-z0-9]{1,128}$/)),
  expected: '1 to 128 letters, digits, ".", "-" or "_" and not begin with "aws."',
};

const regionsKey = {
  key: 'regions',
  schema: listOf((region) => /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)),
  expected: 'AWS Regions with commas between, such as us-east-1,eu-west-1',
};

/**
 * What the stack is deployed with, from the context keys `partnerName`, `regions`,
 * `registrationRegions` and those of the sign-in, `oidc...`
 * (`cdk deploy -c partnerName=example.com -c regions=us-east-1,eu-west-1`). Throws a ContextError.
 */
export function readDeployContext(
  context: Context,
): Pick<FanoutStackProps, 'partnerName' | 'regions' | 'registrationRegions' | 'signIn'> {
  const regions = readContextKey(context, regionsKey);
  const registrationRegions = readContextKey(context, {
    ...regionsKey,
    key: 'registrationRegions',
  });
  return {
    partnerName: readContextKey(context, partnerNameKey) ?? examplePartnerName,
    ...(regions !== undefined && { regions }),
    ...(registrationRegions !== undefined && { registrationRegions }),
    signIn: readSignInContext(context),
  };
}

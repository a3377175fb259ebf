import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { ContextError } from '../../lib/context-key.ts';
import { readDeployContext } from '../../lib/deploy-context.ts';
import { synthesizeFanoutStack } from '../support/synthesize.ts';

const read = (context: Record<string, unknown>) => readDeployContext(new App({ context }).node);

describe('the deploy context', () => {
  test('has a partner name that can be nobody’s, no Regions and no provider, when nothing is given', () => {
    expect(read({})).toEqual({ partnerName: 'vendor.example.test' });
  });

  test('gives the partner name and each Region once', () => {
    const context = {
      partnerName: 'example.com',
      regions: 'us-east-1,eu-west-1,us-east-1',
      registrationRegions: 'eu-west-1',
    };

    expect(read(context)).toEqual({
      partnerName: 'example.com',
      regions: ['us-east-1', 'eu-west-1'],
      registrationRegions: ['eu-west-1'],
    });
  });

  test('gives the provider by its issuer and client, and what else is said of it', () => {
    const context = {
      oidcIssuer: 'https://login.example.com/tenants/',
      oidcClientId: 'page',
      oidcAudience: 'https://api.example.com',
      oidcScope: 'openid sources',
      oidcTenantClaim: 'https://example.com/tenant',
      oidcBearer: 'id_token',
      oidcOrigins: 'https://login.example.com,https://tokens.example.com:8443',
    };

    expect(read(context).signIn).toEqual({
      issuer: 'https://login.example.com/tenants/',
      clientId: 'page',
      audience: 'https://api.example.com',
      scope: 'openid sources',
      tenantClaim: 'https://example.com/tenant',
      bearer: 'id_token',
      origins: ['https://login.example.com', 'https://tokens.example.com:8443'],
    });
  });

  test('needs no more of a provider than its issuer and client', () => {
    expect(read({ oidcIssuer: 'https://login.example.com', oidcClientId: 'page' })).toEqual({
      partnerName: 'vendor.example.test',
      signIn: { issuer: 'https://login.example.com', clientId: 'page' },
    });
  });

  test.each([
    ['oidcClientId', 'oidcIssuer', 'https://login.example.com'],
    ['oidcIssuer', 'oidcClientId', 'page'],
    ['oidcIssuer', 'oidcScope', 'openid'],
    ['oidcIssuer', 'oidcOrigins', 'https://login.example.com'],
  ])('asks for %s when %s is given', (missing, given, value) => {
    expect(() => read({ [given]: value })).toThrow(
      new ContextError(`context key ${missing} must be given with ${given}`),
    );
  });

  test.each([
    ['partnerName', ''],
    ['partnerName', 'a/b'],
    ['partnerName', 'aws.partner'],
    ['partnerName', 'x'.repeat(129)],
    ['partnerName', 3],
    ['regions', ''],
    ['regions', 'us-east-1, eu-west-1'],
    ['regions', 'us-east-1,'],
    ['regions', 'Ireland'],
    ['regions', ['us-east-1']],
    ['registrationRegions', ''],
    ['registrationRegions', 'us-east-1;eu-west-1'],
    ['oidcIssuer', 'http://login.example.com'],
    ['oidcIssuer', 'login.example.com'],
    ['oidcIssuer', 'https://login.example.com?tenant=a'],
    ['oidcIssuer', 'https://login.example.com#a'],
    ['oidcIssuer', 'https://me:secret@login.example.com'],
    ['oidcIssuer', ' https://login.example.com'],
    ['oidcIssuer', ''],
    ['oidcClientId', ''],
    ['oidcClientId', 7],
    ['oidcAudience', ''],
    ['oidcScope', 'profile'],
    ['oidcScope', ''],
    ['oidcTenantClaim', ''],
    ['oidcBearer', 'refresh_token'],
    ['oidcOrigins', 'https://login.example.com/'],
    ['oidcOrigins', 'https://login.example.com,http://tokens.example.com'],
    ['oidcOrigins', ''],
  ])('refuses %s %j in one line that names the key', (key, value) => {
    const provider = { oidcIssuer: 'https://login.example.com', oidcClientId: 'page' };
    const reading = () => read({ ...provider, [key]: value });

    expect(reading).toThrow(ContextError);
    expect(reading).toThrow(new RegExp(`^context key ${key} must .*$`));
  });
});

test('the partner name and the Regions reach the reconciler', () => {
  const template = synthesizeFanoutStack({
    partnerName: 'example.com',
    regions: ['us-east-1', 'eu-west-1'],
  });

  const variables = { PARTNER_NAME: 'example.com', REGIONS: 'us-east-1,eu-west-1' };
  const withThem = { Properties: { Environment: { Variables: variables } } };

  expect(Object.keys(template.findResources('AWS::Lambda::Function', withThem))).toHaveLength(1);
});

import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { standardRegions } from '../../../lambdas/domain/regions.ts';
import { httpRoutes } from '../../../lambdas/registration/routes.ts';
import { AdministratorPool } from '../../../lib/constructs/administrator-pool.ts';
import { MappingTable } from '../../../lib/constructs/mapping-table.ts';
import { RegistrationApi } from '../../../lib/constructs/registration-api.ts';
import type { OpenIdProvider } from '../../../lib/stage/sign-in.ts';
import type { Stage } from '../../../lib/stage/stage.ts';
import { anEmptyStack, aStage } from '../../support/synthesize.ts';

function synthesize(signIn?: OpenIdProvider): Template {
  const customerRegions = ['us-east-1', 'eu-west-1'];
  const tenantLimits = { maxSources: 7, maxPendingSources: 3, maxRequestsPerMinute: 60 };
  return synthesizeFor(
    aStage({ customerRegions, tenantLimits, signIn, reconcile: { gone: 'report' } }),
  );
}

function synthesizeFor(stage: Stage): Template {
  const { signIn } = stage;
  const ofStage = anEmptyStack(stage);
  const { stack } = ofStage;
  const pool =
    signIn === undefined ? new AdministratorPool(stack, 'Administrators', { stage }) : undefined;
  const api = new RegistrationApi(stack, 'Registration', {
    ...ofStage,
    userPool: pool?.userPool,
    mappings: new MappingTable(stack, 'Mappings', ofStage),
    events: new Queue(stack, 'Events'),
    replays: new Queue(stack, 'Replays'),
  });
  return Template.fromStack(Stack.of(api));
}

const provider = { issuer: 'https://login.example.com/tenants/', clientId: 'page' };

let withCognito: Template;
let withProvider: Template;
beforeAll(() => {
  withCognito = synthesize();
  withProvider = synthesize(provider);
});

/** The properties of the resources of a type. */
function propertiesOf(template: Template, type: string): Record<string, unknown>[] {
  return Object.values(template.findResources(type)).map(({ Properties }) => Properties);
}

/** The one resource of a type. */
function only(template: Template, type: string) {
  const [[id, resource] = ['', {}], ...others] = Object.entries(template.findResources(type));

  expect([id === '', others]).toEqual([false, []]);

  return { id, properties: resource['Properties'] };
}

const pool = () => only(withCognito, 'AWS::Cognito::UserPool');
const client = () => only(withCognito, 'AWS::Cognito::UserPoolClient');
const domain = () => only(withCognito, 'AWS::Cognito::UserPoolDomain');

/** The variables of the registration function. */
function variablesOf(template: Template): Record<string, unknown> {
  return only(template, 'AWS::Lambda::Function').properties.Environment.Variables;
}

/** A value of the template with every reference in it as `<what it refers to>`. */
function written(value: unknown): unknown {
  const { Ref: ref, 'Fn::GetAtt': [id, attribute] = [], 'Fn::Join': joined } = Object(value);
  if (ref !== undefined) return `<${ref}>`;
  if (id !== undefined) return `<${id}.${attribute}>`;
  return joined === undefined ? value : joined[1].map(written).join(joined[0]);
}

/** A value of the template, with an ARN in place of each reference to one. */
function withLongArns(_: string, value: unknown): unknown {
  return Object(value)['Fn::GetAtt'] === undefined ? value : 'a'.repeat(130);
}

test('the function’s policy has room for all Regions that every account has', () => {
  const regions = standardRegions.map(({ region }) => region);
  const stage = aStage({ regions, customerRegions: regions });
  const template = synthesizeFor({ ...stage, name: 'n'.repeat(20) });
  const policies = propertiesOf(template, 'AWS::IAM::Policy').map(
    ({ PolicyDocument: document }) => JSON.stringify(document, withLongArns).length,
  );

  // Of all inline policies of a role, in characters (IAM's quotas).
  expect(policies.length).toBeGreaterThan(0);
  expect(Math.max(...policies)).toBeLessThan(10_240);
});

describe('the HTTP API', () => {
  test('asks for a token on exactly the routes that need one', () => {
    const authorizer = { Ref: only(withProvider, 'AWS::ApiGatewayV2::Authorizer').id };
    const routes = propertiesOf(withProvider, 'AWS::ApiGatewayV2::Route').map((route) => ({
      key: route['RouteKey'],
      type: route['AuthorizationType'],
      authorizer: route['AuthorizerId'],
    }));
    const expected = httpRoutes.map(({ method, path, isAuthorized }) => ({
      key: `${method} ${path}`,
      type: isAuthorized ? 'JWT' : 'NONE',
      authorizer: isAuthorized ? authorizer : undefined,
    }));

    expect(routes).toEqual(expected);
    expect(routes.filter(({ type }) => type === 'NONE').map(({ key }) => key)).toEqual([
      'ANY /payloads/{token}',
      'ANY /',
      'ANY /{proxy+}',
    ]);
  });

  test('hands every request to the one function in the payload format 2.0', () => {
    const integration = only(withProvider, 'AWS::ApiGatewayV2::Integration');
    const { id: functionId } = only(withProvider, 'AWS::Lambda::Function');
    const targets = propertiesOf(withProvider, 'AWS::ApiGatewayV2::Route').map(({ Target }) =>
      written(Target),
    );

    expect(integration.properties).toMatchObject({
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': [functionId, 'Arn'] },
      PayloadFormatVersion: '2.0',
    });
    expect(new Set(targets)).toEqual(new Set([`integrations/<${integration.id}>`]));
  });

  test('alone may invoke the function', () => {
    const { properties } = only(withProvider, 'AWS::Lambda::Permission');
    const { id: apiId } = only(withProvider, 'AWS::ApiGatewayV2::Api');

    expect(properties).toMatchObject({
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    });
    expect(written(properties.SourceArn)).toContain(`:<${apiId}>/*/*/*`);
  });

  test('deploys itself, refuses a flood, and lets no other origin in', () => {
    const { properties: stage } = only(withProvider, 'AWS::ApiGatewayV2::Stage');

    expect(stage).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 40, ThrottlingBurstLimit: 80 },
    });
    expect(only(withProvider, 'AWS::ApiGatewayV2::Api').properties).not.toHaveProperty(
      'CorsConfiguration',
    );
  });
});

describe('the links to payloads', () => {
  const routeKey = 'ANY /payloads/{token}';

  test('have a rate of their own, so that whoever floods them does not slow down the page', () => {
    const { properties: stage } = only(withProvider, 'AWS::ApiGatewayV2::Stage');

    expect(stage.RouteSettings).toEqual({
      [routeKey]: { ThrottlingRateLimit: 40, ThrottlingBurstLimit: 80 },
    });
  });

  test('may have the most that API Gateway counts at once', () => {
    const template = synthesizeFor(aStage({ largeEvents: { fetchesPerSecond: 2_500 } }));

    expect(only(template, 'AWS::ApiGatewayV2::Stage').properties.RouteSettings).toEqual({
      [routeKey]: { ThrottlingRateLimit: 2_500, ThrottlingBurstLimit: 5_000 },
    });
  });

  test('have their route before the stage names it, and need no sign-in', () => {
    const routes = Object.entries(withProvider.findResources('AWS::ApiGatewayV2::Route'));
    const [id, route] = routes.find(([, { Properties: one }]) => one.RouteKey === routeKey)!;
    const [stage] = Object.values(withProvider.findResources('AWS::ApiGatewayV2::Stage'));

    expect(stage!['DependsOn']).toContain(id);
    expect(route['Properties']).toMatchObject({ AuthorizationType: 'NONE' });
  });
});

describe('the access log', () => {
  test('is where it needs no place in the resource policy of the account, under a name of its own', () => {
    const names = propertiesOf(withProvider, 'AWS::Logs::LogGroup').map(({ LogGroupName }) =>
      JSON.stringify(LogGroupName),
    );
    const uniqueId = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };

    expect(names).toContain(
      JSON.stringify({ 'Fn::Join': ['', ['/aws/vendedlogs/Stack-AccessLogs-', uniqueId]] }),
    );
  });

  test('logs each request and its result, without tokens, query strings and paths, which may be secret', () => {
    const { properties: stage } = only(withProvider, 'AWS::ApiGatewayV2::Stage');
    const { DestinationArn: destination, Format: format } = stage.AccessLogSettings;

    expect(written(destination)).toMatch(/^<RegistrationAccessLogs\w+\.Arn>$/);
    expect(Object.values(JSON.parse(format))).toEqual([
      '$context.requestId',
      '$context.requestTime',
      '$context.identity.sourceIp',
      '$context.httpMethod',
      '$context.routeKey',
      '$context.status',
      '$context.responseLength',
      '$context.integrationLatency',
      '$context.authorizer.error',
      '$context.error.message',
    ]);
  });
});

describe('the function', () => {
  test('has ended before the HTTP API gives it up', () => {
    const { properties } = only(withProvider, 'AWS::Lambda::Function');

    expect(properties).toMatchObject({ MemorySize: 512, Timeout: 29 });
  });

  test('knows the partner, the Regions, the tables, the buckets and the queues', () => {
    const queueId = (prefix: string) =>
      Object.keys(withProvider.findResources('AWS::SQS::Queue')).find((id) =>
        id.startsWith(prefix),
      );

    expect(variablesOf(withProvider)).toMatchObject({
      PARTNER_NAME: 'vendor.example.test',
      REGIONS: 'us-east-1,eu-west-1',
      MAX_SOURCES_PER_TENANT: '7',
      MAX_PENDING_SOURCES_PER_TENANT: '3',
      MAX_REQUESTS_PER_TENANT_PER_MINUTE: '60',
      POLICY_GONE: 'report',
      MAPPING_TABLE_NAME: { Ref: only(withProvider, 'AWS::DynamoDB::GlobalTable').id },
      EVENTS_QUEUE_URL: { Ref: queueId('Events') },
      REPLAY_QUEUE_URL: { Ref: queueId('Replays') },
      HISTORY_TABLE_NAME: 'EventBridgePartner-test-history',
      HISTORY_BUCKET_PREFIX: 'ebp-history-test-111122223333',
      PAYLOAD_BUCKET_PREFIX: 'ebp-payload-test-111122223333',
      HISTORY_REGIONS: 'us-east-1',
    });
  });

  test('has no layer, unless the stage has a brand: then its name, logo and colours', () => {
    const folder = mkdtempSync(join(tmpdir(), 'brand-'));
    const logo = join(folder, 'logo.svg');
    writeFileSync(logo, '<svg xmlns="http://www.w3.org/2000/svg"></svg>');
    const branded = synthesizeFor(aStage({ brand: { name: 'Acme', logo } }));
    rmSync(folder, { recursive: true });
    const { id } = only(branded, 'AWS::Lambda::LayerVersion');
    const layers = propertiesOf(branded, 'AWS::Lambda::Function').map(({ Layers }) => Layers);

    expect(layers).toEqual([[{ Ref: id }]]);
    withCognito.resourceCountIs('AWS::Lambda::LayerVersion', 0);
    expect(() => synthesizeFor(aStage({ brand: { logo } }))).toThrow(
      /^brand\.logo is not a file: /,
    );
  });

  test.each([
    ['Cognito', () => withCognito],
    ['a provider', () => withProvider],
  ])('has no secret in its environment with %s', (_, template) => {
    const names = Object.keys(variablesOf(template()));

    expect(names.filter((name) => /secret|password|key|token/i.test(name))).toEqual([]);
    expect(JSON.stringify(variablesOf(template()))).not.toMatch(/resolve:|ClientSecret/);
  });
});

describe('with a provider of the vendor’s', () => {
  test('no user pool is made', () => {
    const resources: { Type: string }[] = Object.values(withProvider.toJSON()['Resources']);
    const types = resources.map(({ Type }) => Type);

    expect(types).toContain('AWS::ApiGatewayV2::Api');
    expect(types.filter((type) => type.startsWith('AWS::Cognito::'))).toEqual([]);
  });

  test('what is not given of it follows from its issuer and client', () => {
    const { properties } = only(withProvider, 'AWS::ApiGatewayV2::Authorizer');

    expect(properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: provider.issuer, Audience: ['page'] },
    });
    expect(variablesOf(withProvider)).toMatchObject({
      SIGN_IN_ISSUER: provider.issuer,
      SIGN_IN_CLIENT_ID: 'page',
      SIGN_IN_SCOPE: 'openid',
      SIGN_IN_PARAMETERS: '{}',
      SIGN_IN_BEARER: 'access_token',
      SIGN_IN_ORIGINS: 'https://login.example.com',
      TENANT_CLAIM: 'tenant',
    });
  });

  test('all that is given of it is believed', () => {
    const template = synthesize({
      ...provider,
      audience: 'https://api.example.com',
      scope: 'openid sources',
      authorizationParameters: { audience: 'https://api.example.com' },
      tenantClaim: 'https://example.com/tenant',
      bearer: 'id_token',
      origins: ['https://login.example.com', 'https://tokens.example.com'],
    });

    expect(only(template, 'AWS::ApiGatewayV2::Authorizer').properties).toMatchObject({
      JwtConfiguration: { Issuer: provider.issuer, Audience: ['https://api.example.com'] },
    });
    expect(variablesOf(template)).toMatchObject({
      SIGN_IN_CLIENT_ID: 'page',
      SIGN_IN_SCOPE: 'openid sources',
      SIGN_IN_PARAMETERS: '{"audience":"https://api.example.com"}',
      SIGN_IN_BEARER: 'id_token',
      SIGN_IN_ORIGINS: 'https://login.example.com,https://tokens.example.com',
      TENANT_CLAIM: 'https://example.com/tenant',
    });
  });
});

describe('with Cognito', () => {
  test('the vendor makes the users', () => {
    expect(pool().properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  test('its tokens are of the issuer that the API believes', () => {
    const { id } = pool();
    const issuer = `https://cognito-idp.us-east-1.amazonaws.com/<${id}>`;

    // UPDATED issuers begin with `issuer-` (API reference, IssuerConfigurationType).
    expect(pool().properties.IssuerConfiguration).toEqual({ Type: 'ORIGINAL' });
    expect(written(variablesOf(withCognito)['SIGN_IN_ISSUER'])).toBe(issuer);
  });

  test('a user’s tenant is an attribute that the page’s client reads and cannot write', () => {
    const { ReadAttributes: read, WriteAttributes: write } = client().properties;

    expect(pool().properties.Schema).toContainEqual({
      Name: 'tenant',
      AttributeDataType: 'String',
      Mutable: true,
    });
    expect(read).toContain('custom:tenant');
    expect(write).toEqual(['email']);
  });

  test('the client has no secret, signs in by code on the page’s own address, and no other way', () => {
    const { id: apiId } = only(withCognito, 'AWS::ApiGatewayV2::Api');
    const { CallbackURLs: callbacks, LogoutURLs: logouts, ...properties } = client().properties;

    expect([callbacks, logouts].map((urls) => urls.map(written))).toEqual([
      [`<${apiId}.ApiEndpoint>/`],
      [`<${apiId}.ApiEndpoint>/`],
    ]);
    expect(properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'profile'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      SupportedIdentityProviders: ['COGNITO'],
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  test('tokens last an hour', () => {
    expect(client().properties).toMatchObject({
      IdTokenValidity: 60,
      AccessTokenValidity: 60,
      RefreshTokenValidity: 60,
      TokenValidityUnits: { IdToken: 'minutes', AccessToken: 'minutes', RefreshToken: 'minutes' },
    });
  });

  test('the sign-in’s address is the account’s own and has no word that Cognito refuses', () => {
    const prefix = written(domain().properties.Domain) as string;

    expect(prefix).toMatch(/^console-[0-9a-f]{8}-111122223333$/);
    expect(prefix).not.toMatch(/aws|cognito|amazon/);
  });

  test('the function gets ID tokens of this pool and client, and reads the tenant from them', () => {
    const { JwtConfiguration: jwt } = only(withCognito, 'AWS::ApiGatewayV2::Authorizer').properties;
    const issuer = `https://cognito-idp.us-east-1.amazonaws.com/<${pool().id}>`;
    const variables = variablesOf(withCognito);

    expect([written(jwt.Issuer), jwt.Audience.map(written)]).toEqual([
      issuer,
      [`<${client().id}>`],
    ]);
    expect(variables).toMatchObject({
      SIGN_IN_SCOPE: 'openid profile',
      SIGN_IN_BEARER: 'id_token',
      TENANT_CLAIM: 'custom:tenant',
    });
    expect(
      ['SIGN_IN_ISSUER', 'SIGN_IN_CLIENT_ID', 'SIGN_IN_ORIGINS'].map((name) =>
        written(variables[name]),
      ),
    ).toEqual([
      issuer,
      `<${client().id}>`,
      `https://cognito-idp.us-east-1.amazonaws.com,https://<${domain().id}>.auth.us-east-1.amazoncognito.com`,
    ]);
  });
});

import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnRoute,
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { registrationDeployment } from '../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../lambdas/settings/environment-of.ts';
import { httpRoutes } from '../../lambdas/registration/routes.ts';
import type { Stage } from '../stage/stage.ts';
import { stageSettings } from '../stage/stage-settings.ts';
import { acceptFinding, type AcceptedFinding } from '../accept-finding.ts';
import { addVendedLogGroup } from './add-log-group.ts';
import { allowReadingHistory } from './history-access.ts';
import { historyPlace } from './history-place.ts';
import type { OfStage } from './of-stage.ts';
import { allowReadingPayloads } from './payload-access.ts';
import { payloadPlace } from './payload-place.ts';
import { Administrators } from './administrators.ts';
import { brandFolder, brandLayer } from './brand-layer.ts';
import { addBundledFunction } from './bundled-function.ts';
import type { MappingTable } from './mapping-table.ts';
import { allowOnPartnerSources } from './partner-sources.ts';
import { signInBy, type StackSignIn } from '../stage/sign-in.ts';

/** Properties of {@link RegistrationApi}. */
export interface RegistrationApiProps extends OfStage {
  readonly mappings: MappingTable;
  /** The users of the page; required unless the stage names an OpenID provider. */
  readonly userPool: UserPool | undefined;
  /** The events queue; test events take the same path as the vendor's. */
  readonly events: Queue;
  /** The replay queue. */
  readonly replays: Queue;
}

/**
 * The registration API and its page, on one origin: an HTTP API that requires a token where
 * `lambdas/registration/routes.ts` says so, and one function behind it.
 *
 * Requests above 40 a second, or 80 at once, are refused, so that this function leaves the account's
 * concurrency to the delivering functions even while AWS does not answer; the function itself limits each
 * tenant's requests. Links to payloads have a rate of their own. Each request is logged without token, path
 * and query string, and the function logs the paths that are not secret. The user pool signs administrators
 * in unless the stage names a provider. Not here: a custom domain, a web application
 * firewall, CORS (there is no other origin).
 */
export class RegistrationApi extends Construct {
  readonly api: HttpApi;
  readonly function: LambdaFunction;
  /** The address of the page and the API. */
  readonly pageUrl: string;

  constructor(scope: Construct, id: string, props: RegistrationApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: 'partner-event-source-registration',
      description: 'Registers AWS accounts for partner event sources, and serves the page for it',
      createDefaultStage: false,
    });
    const apiStage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: 40, burstLimit: 80 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(addVendedLogGroup(this, 'AccessLogs', props)),
        format: accessLogFormat,
      },
    });
    this.pageUrl = `${this.api.apiEndpoint}/`;
    const signIn = this.#signIn(props);
    this.function = this.#addFunction(props, signIn);
    addRoutes(this.api, this.function, signIn);
    throttleRoutes(apiStage, this.api, props.stage.largeEvents);
  }

  #signIn({ stage, userPool }: RegistrationApiProps): StackSignIn {
    if (stage.signIn !== undefined) return signInBy(stage.signIn);
    if (userPool === undefined) throw new Error('a stage without a provider has no user pool');
    const { pageUrl } = this;
    return new Administrators(this, 'Administrators', { userPool, pageUrl }).signIn;
  }

  #addFunction(props: RegistrationApiProps, signIn: StackSignIn): LambdaFunction {
    const { stage, key, mappings, events, replays } = props;
    const { partnerName, customerRegions } = stage;
    const registration = addBundledFunction(this, {
      stage,
      key,
      functionName: 'registration',
      deployment: registrationDeployment,
      environment: environmentOf('registration', {
        ...stageSettings(stage),
        signIn,
        place: {
          mappingTableName: mappings.table.tableName,
          eventsQueueUrl: events.queueUrl,
          partnerName,
          brandFolder,
          customerRegions,
          replayQueueUrl: replays.queueUrl,
          ...historyPlace(this, stage),
          ...payloadPlace(this, stage),
        },
      }),
    });
    const brand = brandLayer(this, stage);
    if (brand !== undefined) registration.addLayers(brand);
    mappings.grantRegister(registration);
    for (const queue of [events, replays]) queue.grant(registration, 'sqs:SendMessage');
    // It also stores the sums of hours that are over.
    allowReadingHistory(registration, stage, 'dynamodb:PutItem');
    allowReadingPayloads(registration, stage);
    allowOnPartnerSources(registration, partnerName, [
      'events:CreatePartnerEventSource',
      'events:DeletePartnerEventSource',
      'events:ListPartnerEventSourceAccounts',
    ]);
    return registration;
  }
}

// No headers, so no token; no query string, so no authorization code; and no path, which is a secret if it is
// that of a link to a payload: the format is the same for all routes.
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    requestTime: AccessLogField.contextRequestTime(),
    sourceIp: AccessLogField.contextIdentitySourceIp(),
    httpMethod: AccessLogField.contextHttpMethod(),
    routeKey: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    responseLength: AccessLogField.contextResponseLength(),
    integrationLatency: AccessLogField.contextIntegrationLatency(),
    authorizerError: '$context.authorizer.error',
    errorMessage: AccessLogField.contextErrorMessage(),
  }),
);

const publicPage: AcceptedFinding = {
  rule: 'APIG4',
  packs: ['AwsSolutions'],
  reason: 'The page’s own files: they are served before the sign-in, and hold no data of a tenant.',
};

const linksToPayloads: AcceptedFinding = {
  rule: 'APIG4',
  packs: ['AwsSolutions'],
  reason: 'A link to a payload is for whoever has it: its token is the authorization.',
};

/** Gives routes that have rates of their own theirs; CDK's stage has one rate for all of them. */
function throttleRoutes(stage: HttpStage, api: HttpApi, rates: Stage['largeEvents']): void {
  const { defaultChild } = stage.node;
  if (!(defaultChild instanceof CfnStage)) throw new Error('the HTTP API has no stage');
  defaultChild.routeSettings = Object.fromEntries(
    httpRoutes.flatMap(({ method, path, ratedBy }) => {
      if (ratedBy === undefined) return [];
      const rate = rates[ratedBy];
      return [[`${method} ${path}`, { ThrottlingRateLimit: rate, ThrottlingBurstLimit: 2 * rate }]];
    }),
  );
  // API Gateway refuses settings of a route that it does not have yet.
  for (const child of api.node.findAll()) {
    if (child instanceof CfnRoute) defaultChild.addResourceDependency(child);
  }
}

function addRoutes(api: HttpApi, handler: LambdaFunction, { issuer, audience }: StackSignIn): void {
  const integration = new HttpLambdaIntegration('Function', handler, {
    scopePermissionToRoute: false,
  });
  const authorizer: IHttpRouteAuthorizer = new HttpJwtAuthorizer('Token', issuer, {
    jwtAudience: [audience],
  });
  for (const { method, path, isAuthorized, ratedBy } of httpRoutes) {
    const routes = api.addRoutes({
      path,
      methods: [HttpMethod[method]],
      integration,
      ...(isAuthorized && { authorizer }),
    });
    if (isAuthorized) continue;
    const reason = ratedBy === undefined ? publicPage : linksToPayloads;
    for (const route of routes) acceptFinding(route, reason);
  }
}

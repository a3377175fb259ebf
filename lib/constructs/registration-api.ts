import {
  HttpApi,
  HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { registrationDeployment, registrationEnvironment } from '../../lambdas/deployment.ts';
import type { RegistrationVariable } from '../../lambdas/registration/env.ts';
import { httpRoutes } from '../../lambdas/registration/routes.ts';
import { Administrators } from './administrators.ts';
import { addBundledFunction } from './bundled-function.ts';
import type { MappingTable } from './mapping-table.ts';
import { allowOnPartnerSources } from './partner-sources.ts';
import { signInBy, signInEnvironment, type OpenIdProvider, type SignIn } from './sign-in.ts';

/** Properties of {@link RegistrationApi}. */
export interface RegistrationApiProps {
  readonly partnerName: string;
  /** Regions that customers may choose. */
  readonly regions: readonly string[];
  readonly mappings: MappingTable;
  /** The queue that the vendor's events come by; test events take the same way. */
  readonly events: Queue;
  /** Who signs administrators in; a Cognito user pool is made when it is not given. */
  readonly signIn?: OpenIdProvider | undefined;
}

/**
 * The registration API and its page, on one origin: an HTTP API that asks for a token where
 * `lambdas/registration/routes.ts` says so, and one function behind it.
 *
 * Requests above 100 a second, and 200 at once, are refused; how many each tenant may make is the
 * function's to say. Not here: an own domain, CORS (there is no other origin), access logs.
 */
export class RegistrationApi extends Construct {
  readonly function: LambdaFunction;
  /** Where the page is; the API is there too. */
  readonly pageUrl: string;
  /** The users of the page, unless another provider signs them in. */
  readonly userPool: UserPool | undefined;

  constructor(scope: Construct, id: string, props: RegistrationApiProps) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', {
      apiName: 'partner-event-source-registration',
      description: 'Registers AWS accounts for partner event sources, and serves the page for it',
      createDefaultStage: false,
    });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
    });
    this.pageUrl = `${api.apiEndpoint}/`;
    const { signIn, userPool } =
      props.signIn === undefined
        ? new Administrators(this, 'Administrators', { pageUrl: this.pageUrl })
        : { signIn: signInBy(props.signIn), userPool: undefined };
    this.userPool = userPool;
    this.function = this.#addFunction(props, signIn);
    addRoutes(api, this.function, signIn);
  }

  #addFunction(props: RegistrationApiProps, signIn: SignIn): LambdaFunction {
    const { partnerName, regions, mappings, events } = props;
    const registration = addBundledFunction(this, {
      functionName: 'registration',
      deployment: registrationDeployment,
      environment: {
        ...registrationEnvironment,
        ...signInEnvironment(signIn),
        MAPPING_TABLE_NAME: mappings.table.tableName,
        EVENTS_QUEUE_URL: events.queueUrl,
        PARTNER_NAME: partnerName,
        REGIONS: regions.join(','),
      } satisfies Record<RegistrationVariable, string>,
    });
    mappings.grantRegister(registration);
    events.grantSendMessages(registration);
    registration.addToRolePolicy(
      allowOnPartnerSources(this, partnerName, [
        'events:CreatePartnerEventSource',
        'events:DeletePartnerEventSource',
        'events:ListPartnerEventSourceAccounts',
      ]),
    );
    return registration;
  }
}

function addRoutes(api: HttpApi, handler: LambdaFunction, { issuer, audience }: SignIn): void {
  const integration = new HttpLambdaIntegration('Function', handler, {
    scopePermissionToRoute: false,
  });
  const authorizer: IHttpRouteAuthorizer = new HttpJwtAuthorizer('Token', issuer, {
    jwtAudience: [audience],
  });
  for (const { method, path, isAuthorized } of httpRoutes) {
    api.addRoutes({
      path,
      methods: [HttpMethod[method]],
      integration,
      ...(isAuthorized && { authorizer }),
    });
  }
}

import { powertoolsEnvironment } from '../../../lambdas/settings/deployment.ts';
import { sdkEnvironment } from '../../../local/sdk-environment.ts';
import { fanOutVariables } from '../../simulators/delivery-variables.ts';
import { region } from './workload.ts';

/** The fan-out function's variables as a stage deploys them, with every service at one address. */
export function functionVariables(url: string): Readonly<Record<string, string>> {
  return {
    ...fanOutVariables(url),
    ...sdkEnvironment({ sqs: url, dynamodb: url, eventBridge: url }),
    AWS_REGION: region,
    ...powertoolsEnvironment('fan-out'),
  };
}

import { App } from 'aws-cdk-lib';
import { ContextError } from '../lib/context-key.ts';
import { readDeployContext } from '../lib/deploy-context.ts';
import { FanoutStack } from '../lib/fanout-stack.ts';

try {
  const app = new App();
  // Without an account and a Region: the stack goes where the deploying credentials point.
  new FanoutStack(app, 'EventBridgePartnerFanout', {
    ...readDeployContext(app.node),
    description: 'Relays domain events to customers as an Amazon EventBridge partner',
  });
} catch (error) {
  if (!(error instanceof ContextError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

import { App } from 'aws-cdk-lib';
import { FanoutStack } from '../lib/fanout-stack.ts';

const app = new App();
// Without an account and a Region: the stack goes where the deploying credentials point.
new FanoutStack(app, 'EventBridgePartnerFanout', {
  description: 'Relays domain events to customers as an Amazon EventBridge partner',
});

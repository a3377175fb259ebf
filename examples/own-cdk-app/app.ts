import { App } from 'aws-cdk-lib';
import { addStageStacks, defineStage } from 'eventbridge-partner-fanout/cdk';
import { addPipeline } from './pipeline.ts';

const app = new App();

// A stage for trying things out, with `cdk deploy "EventBridgePartner*-try-*"`: straight in the app.
const trial = defineStage({
  name: 'try',
  partnerDomain: 'vendor.example',
  account: '111122223333',
  homeRegion: 'us-east-1',
  regions: ['us-east-1'],
  catalog: 'catalog',
  // Everything else has a default; the editor shows what each key means.
  history: { bodyDays: 3 },
});
addStageStacks(app, trial);

addPipeline(app);

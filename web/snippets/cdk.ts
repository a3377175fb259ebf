import { typeScriptString } from './quote.ts';
import {
  comment,
  duplicateNotes,
  logGroupName,
  recreatedNotes,
  sourcePrefix,
  type Receiver,
} from './receiver.ts';

/** A CDK app in TypeScript that accepts a source and writes its events to a log group. */
export function cdkSnippet(receiver: Receiver): string {
  const { account, region, name } = receiver;
  return `import { App, Stack } from 'aws-cdk-lib';
import { EventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { CloudWatchLogGroup } from 'aws-cdk-lib/aws-events-targets';
import { LogGroup } from 'aws-cdk-lib/aws-logs';

const app = new App();
const stack = new Stack(app, 'PartnerEvents', {
  env: { account: ${typeScriptString(account)}, region: ${typeScriptString(region)} },
});
${comment('//', recreatedNotes)}
const eventBus = ${busOf(receiver)};
const log = new LogGroup(stack, 'Log', {
  logGroupName: ${typeScriptString(logGroupName(name))},
});
${comment('//', [...duplicateNotes, "resources: Match.prefix('event/')"])}
new Rule(stack, 'AllPartnerEvents', {
  eventBus,
  eventPattern: { source: Match.prefix(${typeScriptString(sourcePrefix(name))}) },
  targets: [new CloudWatchLogGroup(log)],
});
`;
}

function busOf({ name, hasBus }: Receiver): string {
  return hasBus
    ? `EventBus.fromEventBusName(stack, 'PartnerBus', ${typeScriptString(name)})`
    : `new EventBus(stack, 'PartnerBus', {
  eventSourceName: ${typeScriptString(name)},
})`;
}

import { typeScriptString } from './quote.ts';
import { busNotes, comment, duplicateNotes, sourcePrefix, type Receiver } from './receiver.ts';
import {
  consumerName,
  logGroupName,
  ownName,
  queuesOf,
  undeliveredName,
  targetNotes,
  type Target,
} from './target.ts';

/** A CDK app in TypeScript that accepts a source and sends its events to a target. */
export function cdkSnippet(receiver: Receiver, target: Target): string {
  const { account, region, name } = receiver;
  const { imports, made, used } = partsOf(receiver, target);
  return `import { App, ${target === 'log' ? '' : 'Duration, '}Stack } from 'aws-cdk-lib';
import { EventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
${imports}

const app = new App();
const stack = new Stack(app, '${ownName(receiver)}', {
  env: { account: ${typeScriptString(account)}, region: ${typeScriptString(region)} },
});
${comment('//', busNotes(receiver))}
const eventBus = ${busOf(receiver)};
${made}
${comment('//', [...duplicateNotes, "resources: Match.prefix('event/')"])}
new Rule(stack, 'AllPartnerEvents', {
  eventBus,
  eventPattern: { source: Match.prefix(${typeScriptString(sourcePrefix(name))}) },
  targets: [${used}],
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

interface Parts {
  readonly imports: string;
  /** What is made before the rule. */
  readonly made: string;
  /** The target of the rule. */
  readonly used: string;
}

function partsOf(receiver: Receiver, target: Target): Parts {
  const { name } = receiver;
  const notes = comment('//', targetNotes(target));
  const queues = queuesOf(receiver, target)
    .map((queue) => queueOf(queue, queue === undeliveredName(receiver)))
    .join('\n');
  const sqs = `import { Queue } from 'aws-cdk-lib/aws-sqs';`;
  switch (target) {
    case 'log':
      return {
        imports: `${targetOf('CloudWatchLogGroup')}
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';`,
        made: `const log = new LogGroup(stack, 'Log', {
  logGroupName: ${typeScriptString(logGroupName(name))},
});
// The target allows events.amazonaws.com by itself.
log.grantWrite(new ServicePrincipal('delivery.logs.amazonaws.com'));`,
        used: 'new CloudWatchLogGroup(log)',
      };
    case 'queue':
      return {
        imports: `${targetOf('SqsQueue')}\n${sqs}`,
        made: `${notes}\n${queues}`,
        used: 'new SqsQueue(events, { deadLetterQueue: undelivered })',
      };
    case 'function':
      return {
        imports: `${targetOf('LambdaFunction')}
import { Function } from 'aws-cdk-lib/aws-lambda';\n${sqs}`,
        made: `${notes}
const consumer = Function.fromFunctionName(stack, 'Consumer', '${consumerName}');\n${queues}`,
        used: 'new LambdaFunction(consumer, { deadLetterQueue: undelivered })',
      };
  }
}

function targetOf(className: string): string {
  return `import { ${className} } from 'aws-cdk-lib/aws-events-targets';`;
}

function queueOf(queue: string, isUndelivered: boolean): string {
  const [name, id] = isUndelivered ? ['undelivered', 'Undelivered'] : ['events', 'Events'];
  return `const ${name} = new Queue(stack, '${id}', {
  queueName: '${queue}',
  retentionPeriod: Duration.days(14),
});`;
}

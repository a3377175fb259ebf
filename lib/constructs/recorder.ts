import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  historyDeployment,
  historyEveryMinutes,
  historyRunEvent,
} from '../../lambdas/settings/deployment.ts';
import { environmentOf } from '../../lambdas/settings/environment-of.ts';
import { stageSettings } from '../stage/stage-settings.ts';
import { acceptFinding, type AcceptedFinding } from '../accept-finding.ts';
import { addSchedule, maxInvocationAge } from './add-schedule.ts';
import { addBundledFunction } from './bundled-function.ts';
import { historyPlace } from './history-place.ts';
import { allowRecording } from './history-access.ts';
import type { OfStage } from './of-stage.ts';
import { addDeadLetterQueue } from './queue-with-dead-letters.ts';

/** Properties of {@link Recorder}. */
export interface RecorderProps extends OfStage {
  /** The history queue, which the recorder drains. */
  readonly queue: Queue;
}

/**
 * The function that moves what became of deliveries from the history queue into the history, every minute.
 *
 * A failed run is not retried: its messages come back, and the next run takes them. The dead-letter queue
 * keeps invocations that Scheduler could not deliver. Not here: alarms.
 */
export class Recorder extends Construct {
  readonly function: LambdaFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { stage, key, queue }: RecorderProps) {
    super(scope, id);
    this.deadLetters = addDeadLetterQueue(this, key);
    this.function = addBundledFunction(this, {
      stage,
      key,
      functionName: 'history',
      deployment: historyDeployment,
      environment: environmentOf('history', {
        ...stageSettings(stage),
        place: { historyQueueUrl: queue.queueUrl, ...historyPlace(this, stage) },
      }),
      // Scheduler invokes a function asynchronously: only Lambda sees a failure there.
      retryAttempts: 0,
      maxEventAge: maxInvocationAge(historyEveryMinutes),
    });
    acceptFinding(this.function, withoutDestination);
    // It counts messages too, to know whether it has them all.
    queue.grant(this.function, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
    allowRecording(this.function, stage);
    addSchedule(this, {
      description: 'Records what became of deliveries',
      everyMinutes: historyEveryMinutes,
      function: this.function,
      input: historyRunEvent,
      deadLetters: this.deadLetters,
    });
  }
}

const withoutDestination: AcceptedFinding = {
  rule: 'LambdaAsyncFailureDestination',
  packs: ['Serverless'],
  reason:
    'All that a failed run had is still on the history queue, and the alarm on errors counts the run.',
};

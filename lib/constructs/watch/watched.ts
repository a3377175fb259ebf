import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Fleet } from '../../../lambdas/settings/fleet.ts';
import type { Stage } from '../../stage/stage.ts';
import type { QueueWithDeadLetters } from '../queue-with-dead-letters.ts';

/** The parts of a stage that the thresholds, the topic and the dashboard depend on. */
export interface WatchedStage extends Pick<Stage, 'alarmEmails' | 'customerRegions'> {
  readonly quotas: Pick<Stage['quotas'], 'putPartnerEventsPerSecond'>;
  readonly reconcile: Pick<Stage['reconcile'], 'everyMinutes'>;
  readonly delivery: Stage['delivery'];
}

/** A construct with a function. */
export interface WatchedFunction {
  readonly function: LambdaFunction;
}

type WatchedQueues = Pick<QueueWithDeadLetters, 'queue' | 'deadLetters'>;

/** What every Region has. */
export interface WatchedDataPlane {
  readonly events: WatchedQueues;
  readonly retries: WatchedQueues;
  readonly history: WatchedQueues;
  readonly fanOut: WatchedFunction;
  readonly retry: WatchedFunction;
  /** Its dead letters are invocations that could not be delivered. */
  readonly recorder: WatchedFunction & { readonly deadLetters: Queue };
}

/** How many invocations the functions of a Region run at once. */
export type WatchedFleet = Pick<Fleet, 'maximumConcurrency'>;

/** What only the home Region has. */
export interface WatchedControlPlane {
  readonly replays: { readonly queues: WatchedQueues; readonly replay: WatchedFunction };
  readonly reconciler: WatchedFunction & { readonly deadLetters: Queue };
  readonly registration: WatchedFunction & { readonly api: HttpApi };
}

import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic.ts';
import { deliveryAlarms } from './alarms/delivery-alarms.ts';
import { functionAlarms } from './alarms/function-alarms.ts';
import { historyAlarms } from './alarms/history-alarms.ts';
import { ImpactAlarm, type AlarmDefinition } from './alarms/impact-alarm.ts';
import { payloadAlarms } from './alarms/payload-alarms.ts';
import { putAlarms } from './alarms/put-alarms.ts';
import { controlPlaneQueries, dataPlaneQueries } from './queries/queries.ts';
import { queueAlarms } from './alarms/queue-alarms.ts';
import { reconcilerAlarms } from './alarms/reconciler-alarms.ts';
import { registrationAlarms } from './alarms/registration-alarms.ts';
import { replayAlarms } from './alarms/replay-alarms.ts';
import { defaultRunbookUrl } from './runbook.ts';
import { SavedQueries } from './queries/saved-queries.ts';
import { StackDashboard } from './dashboard/stack-dashboard.ts';
import type {
  WatchedControlPlane,
  WatchedDataPlane,
  WatchedFleet,
  WatchedStage,
} from './watched.ts';

/** Properties of {@link Watch}. */
export interface WatchProps {
  readonly stage: WatchedStage;
  /** The Region's key, which encrypts the topic; its policy lets CloudWatch alarms use it. */
  readonly key: IKey;
  readonly fleet: WatchedFleet;
  /** Where the runbook is published; its path in this repository by default. */
  readonly runbookUrl?: string | undefined;
  readonly dataPlane: WatchedDataPlane;
  /** In the home Region only. */
  readonly controlPlane?: WatchedControlPlane | undefined;
}

/**
 * What operators see of a Region: alarms with their impact and a runbook link, the topic that sends them, a
 * dashboard from queue to customer, and saved log queries. It shows nothing of other stacks, except
 * EventBridge's metrics of every customers' Region on the dashboard.
 */
export class Watch extends Construct {
  readonly topic: Topic;
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    const { stage, key, dataPlane, controlPlane } = props;
    const runbookUrl = props.runbookUrl ?? defaultRunbookUrl;
    this.topic = new AlarmTopic(this, 'AlarmTopic', { key, emails: stage.alarmEmails }).topic;
    const setting = { action: new SnsAction(this.topic), runbookUrl };
    const alarms = [
      ...dataPlaneAlarms(props),
      ...(controlPlane === undefined ? [] : controlPlaneAlarms(controlPlane, stage)),
    ].map((alarm) => new ImpactAlarm(this, alarm.name, { ...alarm, ...setting }).alarm);
    const shown = { alarms, runbookUrl, stage, dataPlane, controlPlane };
    this.dashboard = new StackDashboard(this, 'Story', shown).dashboard;
    new SavedQueries(this, 'Queries', { queries: queriesOf(props) });
  }
}

function dataPlaneAlarms(props: WatchProps): readonly AlarmDefinition[] {
  const { stage, fleet, dataPlane, controlPlane } = props;
  return [
    ...queueAlarms(dataPlane, stage, fleet),
    ...deliveryAlarms(),
    ...putAlarms(stage.quotas.putPartnerEventsPerSecond),
    ...functionAlarms('fan-out', dataPlane.fanOut),
    ...functionAlarms('retry', dataPlane.retry),
    ...payloadAlarms(controlPlane !== undefined),
    ...historyAlarms(dataPlane, controlPlane !== undefined),
    ...functionAlarms('history', dataPlane.recorder),
  ];
}

function controlPlaneAlarms(
  { replays, reconciler, registration }: WatchedControlPlane,
  stage: WatchedStage,
): readonly AlarmDefinition[] {
  return [
    ...replayAlarms(replays),
    ...functionAlarms('replay', replays.replay),
    ...reconcilerAlarms(reconciler, stage),
    ...functionAlarms('reconcile', reconciler),
    ...registrationAlarms(registration),
    ...functionAlarms('registration', registration),
  ];
}

function queriesOf({ dataPlane, controlPlane }: WatchProps) {
  if (controlPlane === undefined) return dataPlaneQueries(dataPlane, []);
  const { replays, reconciler, registration } = controlPlane;
  return [
    ...dataPlaneQueries(dataPlane, [
      replays.replay.function,
      reconciler.function,
      registration.function,
    ]),
    ...controlPlaneQueries(controlPlane),
  ];
}

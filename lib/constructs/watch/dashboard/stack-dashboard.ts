import { Stack } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard, TextWidget, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { acceptanceRows } from './acceptance-rows.ts';
import { callRows } from './call-rows.ts';
import { controlPlaneRows } from './control-plane-rows.ts';
import { dispositionRows } from './disposition-rows.ts';
import { eventQueueRows, fanOutRows } from './event-rows.ts';
import { historyRows, replayRows } from './history-rows.ts';
import type { WatchedControlPlane, WatchedDataPlane, WatchedStage } from '../watched.ts';
import type { Row } from './widgets.ts';

/** Properties of {@link StackDashboard}. */
export interface StackDashboardProps {
  readonly alarms: readonly IAlarm[];
  readonly runbookUrl: string;
  readonly stage: WatchedStage;
  readonly dataPlane: WatchedDataPlane;
  readonly controlPlane?: WatchedControlPlane | undefined;
}

/** A dashboard with the stack's name that follows an event from top to bottom. */
export class StackDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: StackDashboardProps) {
    super(scope, id);
    const { dataPlane, controlPlane, stage } = props;
    const { stackName } = Stack.of(this);
    const rows = [
      ...openingRows(stackName, props),
      ...eventQueueRows(dataPlane),
      ...fanOutRows(dataPlane),
      ...callRows(stage.customerRegions),
      ...dispositionRows(dataPlane),
      ...acceptanceRows(),
      ...historyRows(dataPlane),
      ...(controlPlane === undefined
        ? []
        : [...replayRows(controlPlane.replays), ...controlPlaneRows(controlPlane, stage)]),
    ];
    this.dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: stackName,
      widgets: rows.map((row) => [...row]),
    });
  }
}

function openingRows(
  stackName: string,
  { alarms, runbookUrl, controlPlane }: StackDashboardProps,
): readonly Row[] {
  const home =
    controlPlane === undefined
      ? "The sources, the reconciler and the registration API are on the home Region's dashboard."
      : 'This is the home Region: the sources, the reconciler and the registration API are below.';
  const markdown =
    `# ${stackName}\nThe path of an event from the vendor's queue to the customer's event bus, from ` +
    `top to bottom. ${home} What to do about an alarm: ${linked(runbookUrl)}.`;
  return [
    [new TextWidget({ markdown, width: 24, height: 3 })],
    [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 5 })],
  ];
}

/** A link if the runbook has a URL; a path in the repository stays plain text. */
function linked(url: string): string {
  return URL.canParse(url) ? `[the runbook](${url})` : url;
}

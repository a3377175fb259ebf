import { Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  TextWidget,
  type IAlarm,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { controlPlaneRows } from './control-plane-rows.ts';
import { dataPlaneRows } from './data-plane-rows.ts';
import type { WatchedControlPlane, WatchedDataPlane, WatchedStage } from '../watched.ts';

/** Properties of {@link StoryDashboard}. */
export interface StoryDashboardProps {
  readonly alarms: readonly IAlarm[];
  readonly runbookUrl: string;
  readonly stage: WatchedStage;
  readonly dataPlane: WatchedDataPlane;
  readonly controlPlane?: WatchedControlPlane | undefined;
}

/** A dashboard with the stack's name that tells the way of an event from top to bottom. */
export class StoryDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: StoryDashboardProps) {
    super(scope, id);
    const { dataPlane, controlPlane, stage } = props;
    const { stackName } = Stack.of(this);
    const rows = [
      ...opening(stackName, props),
      ...dataPlaneRows(dataPlane, stage.customerRegions),
      ...(controlPlane === undefined ? [] : controlPlaneRows(controlPlane, stage)),
    ];
    this.dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: stackName,
      widgets: rows.map((row) => [...row]),
    });
  }
}

function opening(
  stackName: string,
  { alarms, runbookUrl, controlPlane }: StoryDashboardProps,
): readonly (readonly IWidget[])[] {
  const home =
    controlPlane === undefined
      ? "The sources, the reconciler and the registration API are on the home Region's dashboard."
      : 'This is the home Region: the sources, the reconciler and the registration API are below.';
  const markdown =
    `# ${stackName}\nThe way of an event from the vendor's queue to the customer's event bus, from ` +
    `top to bottom. ${home} What to do about an alarm: ${linked(runbookUrl)}.`;
  return [
    [new TextWidget({ markdown, width: 24, height: 3 })],
    [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 5 })],
  ];
}

/** A link where there is one to follow, and not a path in the repository. */
function linked(url: string): string {
  return URL.canParse(url) ? `[the runbook](${url})` : url;
}

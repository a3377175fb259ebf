import { Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  TreatMissingData,
  type IAlarmAction,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { RunbookSection } from '../runbook.ts';

/** `page`: customers' events are late or lost, or nobody can register, now. `ticket`: by the next day. */
export type Severity = 'page' | 'ticket';

/** What is watched, what it means, and which section of the runbook says what to do. */
export interface AlarmDefinition {
  /** Kebab-case, unique in the stack; the end of the alarm's name. */
  readonly name: string;
  readonly severity: Severity;
  /** What it means for customers or the vendor, in sentences. */
  readonly impact: string;
  readonly runbookSection: RunbookSection;
  /** Its period is the alarm's. */
  readonly metric: IMetric;
  readonly breaches: 'atLeast' | 'above' | 'below';
  readonly threshold: number;
  /** How many periods in a row must breach. */
  readonly periods: number;
  /** How a period without data counts; each definition says why. */
  readonly missingData: 'good' | 'bad';
}

/** Where alarms are sent, and where the runbook is. */
export interface AlarmSetting {
  readonly action: IAlarmAction;
  readonly runbookUrl: string;
}

/** Properties of {@link ImpactAlarm}. */
export interface ImpactAlarmProps extends AlarmDefinition, AlarmSetting {}

const operators = {
  atLeast: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  above: ComparisonOperator.GREATER_THAN_THRESHOLD,
  below: ComparisonOperator.LESS_THAN_THRESHOLD,
} as const satisfies Record<AlarmDefinition['breaches'], ComparisonOperator>;

const missingDataTreatments = {
  good: TreatMissingData.NOT_BREACHING,
  bad: TreatMissingData.BREACHING,
} as const satisfies Record<AlarmDefinition['missingData'], TreatMissingData>;

/**
 * An alarm whose description is its impact and a link to its section of the runbook. It notifies the
 * topic when it begins and when it ends.
 *
 * Its name is `<stack>-<severity>-<name>`, so that a pager can subscribe to one severity by a prefix.
 */
export class ImpactAlarm extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    this.alarm = new Alarm(this, 'Alarm', {
      alarmName: `${Stack.of(this).stackName}-${props.severity}-${props.name}`,
      alarmDescription: `${props.impact} Runbook: ${props.runbookUrl}#${props.runbookSection}`,
      metric: props.metric,
      comparisonOperator: operators[props.breaches],
      threshold: props.threshold,
      evaluationPeriods: props.periods,
      treatMissingData: missingDataTreatments[props.missingData],
    });
    this.alarm.addAlarmAction(props.action);
    this.alarm.addOkAction(props.action);
  }
}

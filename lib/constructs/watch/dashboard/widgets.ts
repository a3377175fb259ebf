import type { Duration } from 'aws-cdk-lib';
import {
  GraphWidget,
  TextWidget,
  TextWidgetBackground,
  type GraphWidgetProps,
  type IMetric,
  type IWidget,
  type YAxisProps,
} from 'aws-cdk-lib/aws-cloudwatch';

/** A row of the dashboard, from left to right. */
export type Row = readonly IWidget[];

const dashboardColumns = 24;

/** The heading of a chapter of the dashboard: a title, and a sentence or two on the graphs below it. */
export function chapter(title: string, text: string): Row {
  const markdown = `## ${title}\n${text}`;
  const background = TextWidgetBackground.TRANSPARENT;
  return [new TextWidget({ markdown, background, width: dashboardColumns, height: 2 })];
}

/** What a graph shows. */
export interface Graph {
  readonly title: string;
  readonly left: readonly IMetric[];
  readonly right?: readonly IMetric[];
  readonly unit: string;
  readonly rightUnit?: string;
  readonly stacked?: boolean;
  readonly period?: Duration;
}

/** A row of graphs of equal width. */
export function graphs(...shown: readonly Graph[]): Row {
  const width = Math.floor(dashboardColumns / shown.length);
  return shown.map((graph) => new GraphWidget({ ...graphProps(graph), width, height: 6 }));
}

function graphProps(graph: Graph): GraphWidgetProps {
  const { title, left, right = [], unit, rightUnit, stacked = false, period } = graph;
  return {
    title,
    left: [...left],
    right: [...right],
    leftYAxis: axis(unit),
    ...(rightUnit !== undefined && { rightYAxis: axis(rightUnit) }),
    stacked,
    ...(period !== undefined && { period }),
  };
}

function axis(label: string): YAxisProps {
  return { min: 0, label, showUnits: false };
}

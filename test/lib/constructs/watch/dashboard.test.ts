import { describe, expect, test } from '@jest/globals';
import { stackName, watchTemplate, widgetsOf } from './a-watch.ts';

const template = watchTemplate();
const widgets = widgetsOf(template);

const chapters = (shown = widgets) =>
  shown.flatMap(({ properties: { markdown = '' } }) => markdown.match(/(?<=^## \d+\. ).+/) ?? []);

const metricsOf = (title: string) =>
  widgets.find(({ properties }) => properties.title === title)!.properties.metrics!;

describe('the dashboard', () => {
  test("has the stack's name", () => {
    const dashboard = { DashboardName: stackName };

    expect(() =>
      template.hasResourceProperties('AWS::CloudWatch::Dashboard', dashboard),
    ).not.toThrow();
  });

  test('follows an event in order', () => {
    expect(chapters()).toEqual([
      'Events arrive',
      'Each event becomes one entry for each customer',
      "Entries go to EventBridge in the customer's Region",
      'Every entry has a disposition',
      'Time to acceptance',
      'The history records each outcome',
      'Events are sent again',
      'Sources receive the events',
      'The reconciler corrects the mapping table',
      'Customers register',
    ]);
  });

  test("of another Region ends with the customer's EventBridge, and names the home Region's dashboard for the rest", () => {
    const others = widgetsOf(watchTemplate({ isHome: false }));

    expect(chapters(others)).toEqual(chapters().slice(0, 6));
    expect(others[0]!.properties.markdown).toContain("on the home Region's dashboard");
  });

  test('shows every alarm', () => {
    const [, status] = widgets;

    expect(status).toMatchObject({ type: 'alarm' });
    expect(status!.properties.alarms).toHaveLength(
      Object.keys(template.findResources('AWS::CloudWatch::Alarm')).length,
    );
  });

  test.each(['Calls', 'Calls throttled', 'Calls failed', 'Entries failed'])(
    "%s: EventBridge's count in each Region that customers may choose, without dimensions",
    (title) => {
      const shown = metricsOf(title);

      expect(shown.map(([namespace]) => namespace)).toEqual(['AWS/Events', 'AWS/Events']);
      expect(shown.map((metric) => metric.length)).toEqual([3, 3]);
      expect(shown.map((metric) => (metric[2] as { region: string }).region)).toEqual([
        'us-east-1',
        'eu-west-1',
      ]);
    },
  );

  test('has graphs that fill each row', () => {
    const graphs = widgets.filter(({ type }) => type === 'metric');

    expect(graphs.length).toBeGreaterThan(20);
    for (const { width } of graphs) expect(24 % width).toBe(0);
  });

  test('links to the runbook where it can be followed', () => {
    const runbookUrl = 'https://wiki.example.com/runbook';
    const [opening] = widgetsOf(watchTemplate({ runbookUrl }));

    expect(opening!.properties.markdown).toContain(`[the runbook](${runbookUrl})`);
    expect(widgets[0]!.properties.markdown).toContain('docs/runbook.md');
  });
});

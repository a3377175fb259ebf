import { expect, test } from '@jest/globals';
import { scheduleOf } from '../../../../../operate/partner-kit/diagram/stacks/evidence.ts';
import { placeResources } from '../../../../../operate/partner-kit/diagram/stacks/place-resources.ts';

function aRegion(ScheduleExpression: string | undefined) {
  return placeResources({
    region: 'us-east-1',
    resources: [
      {
        token: '{A.Function}',
        type: 'AWS::Lambda::Function',
        properties: { Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'reconcile' } } },
      },
      {
        token: '{A.Schedule}',
        type: 'AWS::Scheduler::Schedule',
        properties: { ScheduleExpression, Target: { Arn: '{A.Function}' } },
      },
    ],
  });
}

test.each([
  ['rate(1 minute)', 'every minute'],
  ['rate(15 minutes)', 'every 15 min'],
  ['rate(1 hour)', 'every hour'],
  ['rate(2 hours)', 'every 2 hours'],
  ['rate(1 day)', 'every day'],
  ['cron(0 8 * * ? *)', 'on a schedule'],
  [undefined, undefined],
])('a schedule with %s is %s', (expression, text) => {
  expect(scheduleOf(aRegion(expression), 'reconciler')).toBe(text);
});

test('a schedule is of its own function', () => {
  expect(scheduleOf(aRegion('rate(1 minute)'), 'fanOut')).toBeUndefined();
});

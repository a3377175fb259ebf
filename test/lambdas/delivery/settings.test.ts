import { expect, test } from '@jest/globals';
import { deliverSettings } from '../../../lambdas/delivery/settings.ts';
import { parseRetryEnvironment } from '../../../lambdas/retry/env.ts';
import { retryVariables } from '../../../tools/simulators/delivery-variables.ts';

test('what the history records, and how long events are held for a source that is gone', () => {
  const environment = parseRetryEnvironment({
    ...retryVariables('https://sqs.example'),
    HISTORY_ROWS: 'exceptions',
    HISTORY_WITHOUT_BODY: '["push","a, b"]',
    HISTORY_BODY_DAYS: '2',
    EVENT_ID_IN: 'none',
    SOURCE_GONE_CODES: '["EventSourceMissing"]',
  });

  expect(deliverSettings(environment)).toMatchObject({
    eventIdIn: 'none',
    sourceGoneCodes: new Set([
      'eventbusnotfound',
      'partnereventsourcenotfound',
      'eventsourcemissing',
    ]),
    history: {
      rows: 'exceptions',
      withoutBody: new Set(['push', 'a, b']),
      holdForMs: 2 * 86_400_000,
    },
  });
});

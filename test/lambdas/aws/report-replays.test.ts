import { Metrics } from '@aws-lambda-powertools/metrics';
import { expect, test } from '@jest/globals';
import {
  publishForeignBody,
  publishReplayedEntries,
  publishReplayEnded,
  replayMetricNames as names,
} from '../../../lambdas/aws/report-replays.ts';
import { powertoolsLines } from '../../support/powertools-lines.ts';

const lines = powertoolsLines();
const metrics = new Metrics({ namespace: 'Test', serviceName: 'replay' });

test('entries of replays are counted', () => {
  publishReplayedEntries(200, metrics);
  publishReplayedEntries(3, metrics);

  expect(lines).toMatchObject([
    { service: 'replay', [names.replayedEntries]: 200 },
    { service: 'replay', [names.replayedEntries]: 3 },
  ]);
});

test('replays that are over are counted by their state', () => {
  publishReplayEnded('cancelled', metrics);

  expect(lines).toMatchObject([{ service: 'replay', state: 'cancelled', [names.replaysEnded]: 1 }]);
});

test('texts of others are counted', () => {
  publishForeignBody(metrics);

  expect(lines).toMatchObject([{ service: 'replay', [names.foreignBodies]: 1 }]);
});

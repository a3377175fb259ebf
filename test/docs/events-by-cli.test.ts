import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { localSettings } from '../../lambdas/settings/local-settings.ts';
import { testNowMs } from '../support/domain-builders.ts';

const pages = ['README.md', 'docs/sending-events.md']
  .map((page) => readFileSync(join(import.meta.dirname, '../..', page), 'utf8'))
  .join('');
const bodies = Array.from(
  pages.matchAll(/--message-body '(?<body>[^']+)'/g),
  ({ groups }) => groups!['body']!,
);

test('the events that the documents send to local mode with the AWS CLI are taken there: a domain event and a CloudEvent', () => {
  const event = {
    generator: 'Codertocat/Hello-World',
    detailType: 'push',
    time: new Date(testNowMs).toISOString(),
    resources: [],
    detailJson: '{}',
  };

  expect(
    bodies.map((body) => readMessage(body, testNowMs, localSettings.cloudEvents)),
  ).toMatchObject([
    [{ kind: 'event', event: { id: '1', ...event } }],
    [{ kind: 'event', event: { id: '2', ...event } }],
  ]);
});

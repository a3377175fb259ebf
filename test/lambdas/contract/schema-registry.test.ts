import { describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { notificationDocuments } from '../../../lambdas/contract/notification-documents.ts';
import {
  bindingName,
  registryDocument,
  registrySchemaName,
} from '../../../lambdas/contract/schema-registry.ts';
import { notificationTypes } from '../../../lambdas/domain/notification.ts';

const detail = {
  type: 'object',
  required: ['ref'],
  properties: { ref: { type: 'string' } },
};
const pushed = {
  source: 'aws.partner/vendor.test/acct1/repo1',
  detailType: 'push to branch',
  description: 'Somebody pushed.',
  detail,
};

test('a document has the envelope as AWS’s own schemas do, which refers to the detail', () => {
  expect(registryDocument(pushed)).toEqual({
    openapi: '3.0.0',
    info: { version: '1.0.0', title: 'PushToBranch', description: 'Somebody pushed.' },
    paths: {},
    components: {
      schemas: {
        AWSEvent: {
          type: 'object',
          required: [
            'detail-type',
            'resources',
            'detail',
            'id',
            'source',
            'time',
            'region',
            'version',
            'account',
          ],
          'x-amazon-events-detail-type': 'push to branch',
          'x-amazon-events-source': 'aws.partner/vendor.test/acct1/repo1',
          properties: {
            detail: { $ref: '#/components/schemas/PushToBranch' },
            account: { type: 'string' },
            'detail-type': { type: 'string' },
            id: { type: 'string' },
            region: { type: 'string' },
            resources: { type: 'array', items: { type: 'string' } },
            source: { type: 'string' },
            time: { type: 'string', format: 'date-time' },
            version: { type: 'string' },
          },
        },
        PushToBranch: detail,
      },
    },
  });
});

test.each([
  ['EC2 Instance State-change Notification', 'EC2InstanceStateChangeNotification'],
  ['pull_request.opened', 'PullRequestOpened'],
  ['push', 'Push'],
  ['ünïcode', 'NCode'],
  ['AWS Event', 'AWSEventDetail'],
  ['😀', 'Detail'],
])('code bindings call %s %s', (detailType, name) => {
  expect(bindingName(detailType)).toBe(name);
  expect(registrySchemaName({ source: 'vendor.test', detailType })).toBe(`vendor.test@${name}`);
});

describe('the documents of the notifications', () => {
  const documents = notificationDocuments('vendor.test');

  test('are one for each detail type', () => {
    expect(documents.map(({ detailType }) => detailType)).toEqual(notificationTypes);
    expect(new Set(documents.map(({ schemaName }) => schemaName)).size).toBe(documents.length);
  });

  test.each(documents)('that of $detailType is valid OpenAPI 3.0', async ({ document }) => {
    const validator = new Validator();

    expect(await validator.validate({ ...document })).toMatchObject({ valid: true });
    expect(validator.version).toBe('3.0');
  });

  test.each(documents)('that of $detailType fits the registry', ({ schemaName, document }) => {
    expect(schemaName).toMatch(/^vendor\.test@PartnerEventSource[A-Z][a-z]+$/);
    // The API's limits for the content and the description of a schema.
    expect(JSON.stringify(document).length).toBeLessThan(100_000);
    expect(document.info.description.length).toBeLessThanOrEqual(256);
  });
});

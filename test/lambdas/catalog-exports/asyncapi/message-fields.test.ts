import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  detailReference,
  messageFields,
} from '../../../../lambdas/catalog-exports/asyncapi/message-fields.ts';

const { $defs: parts } = JSON.parse(readFileSync('producer/schema/message.schema.json', 'utf8'));

/** Fields without what is for people. */
function withoutText(fields: object) {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, { ...field, description: undefined }]),
  );
}

test('the AsyncAPI document has the fields of a domain event that the schema of messages has', () => {
  const { id, generator, detailType, time } = parts;
  const { resources } = parts.domainEvent.properties;

  expect(withoutText(messageFields)).toEqual(
    withoutText({ id, generator, detailType, time, resources }),
  );
  expect({ title: 'DetailReference', ...detailReference }).toEqual(parts.detailReference);
});

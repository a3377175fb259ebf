import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { customerDocument } from '../../../../lambdas/catalog-exports/asyncapi/customer-document.ts';
import { producerDocument } from '../../../../lambdas/catalog-exports/asyncapi/producer-document.ts';
import { onlyTypes } from '../../../../lambdas/catalog-exports/exported-catalog.ts';
import { writeStub } from '../../../../lambdas/domain/payload/stub.ts';
import { readMessage } from '../../../../lambdas/domain/read-message.ts';
import { anEventValue, testNowMs } from '../../../support/domain-builders.ts';
import { demonstration, samplesOf } from '../support/demonstration.ts';

const some = onlyTypes(demonstration, ['push', 'issues.opened']);

/** The messages of a document that a message can be, by their names. */
function messagesLike({ components }: { readonly components: object }, message: unknown) {
  const { messages } = JSON.parse(JSON.stringify(components));
  const ajv = new Ajv({ strict: false });
  ajvFormats.default(ajv);
  return Object.keys(messages).filter((name) =>
    ajv.validate(
      { $ref: `#/components/messages/${name}/payload`, components },
      JSON.parse(JSON.stringify(message)),
    ),
  );
}

const reference = {
  bucket: 'payloads-1',
  key: `in/${'0a'.repeat(16)}/name`,
  sizeBytes: 2_000_000,
  sha256: '0a'.repeat(32),
};

const [push] = await samplesOf('push');

describe('the document of the events queue has, of what the fan-out function takes,', () => {
  test.each<[string, Record<string, unknown>, readonly string[]]>([
    ['an event of a detail type', { detail: push?.detail }, ['Push']],
    ['one with its time alone', { detail: push?.detail, resources: undefined }, ['Push']],
    ['a large event', { detail: undefined, detailReference: reference }, ['Large']],
    ['a large event with some of its detail', { detailReference: reference }, ['Large']],
    ['and not an event whose detail is of no detail type', { detail: {} }, []],
  ])('%s', (_, fields, names) => {
    const event = anEventValue(fields);

    expect(readMessage(JSON.stringify(event), testNowMs)).toMatchObject([{ kind: 'event' }]);
    expect(messagesLike(producerDocument(some), event)).toEqual(names);
  });

  test('and nothing that it refuses', () => {
    for (const fields of [{ id: '' }, { generator: 'a' }, { more: 1 }]) {
      const event = anEventValue({ detail: push?.detail, ...fields });

      expect(messagesLike(producerDocument(some), event)).toEqual([]);
    }
  });
});

describe('the document of what customers receive has', () => {
  test('an event of a detail type', () => {
    expect(messagesLike(customerDocument(some), push)).toEqual(['Push']);
  });

  test('an event with a stub', () => {
    const seen = { ...reference, expiresAt: '2026-11-28T19:00:00.000Z' };
    const stub = writeStub('{"ref":"refs/heads/main"}', seen, 'https://api.example/payloads/x');

    expect(messagesLike(customerDocument(some), { ...push, detail: JSON.parse(stub) })).toEqual([
      'Large',
    ]);
  });
});

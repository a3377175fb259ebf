import { describe, expect, test } from '@jest/globals';
import { CloudEvent, HTTP, type CloudEventV1 } from 'cloudevents';
import { readMessage } from '../../lambdas/domain/read-message.ts';

const nowMs = Date.parse('2026-11-21T19:00:00Z');

const attributes: Partial<CloudEventV1<unknown>> = {
  id: '01JD8W3X5Y',
  source: 'https://vendor.example/repositories',
  subject: 'acme/repo1',
  type: 'push',
  time: '2026-11-21T18:59:00.000Z',
  data: { ref: 'refs/heads/main', commits: 3, text: 'größe 😀' },
};

const event = {
  id: '01JD8W3X5Y',
  generator: 'acme/repo1',
  detailType: 'push',
  time: '2026-11-21T18:59:00.000Z',
  resources: [],
  detailJson: '{"ref":"refs/heads/main","commits":3,"text":"größe 😀"}',
};

/** What the library sends in structured mode. */
function structured(given: Partial<CloudEventV1<unknown>>): string {
  return String(HTTP.structured(new CloudEvent({ ...attributes, ...given })).body);
}

describe("what the CNCF's library writes is read as the domain event with the same values", () => {
  test.each<[string, Partial<CloudEventV1<unknown>>]>([
    ['as it is', {}],
    ['with a media type', { datacontenttype: 'application/json; charset=utf-8' }],
    ['with another media type of JSON', { datacontenttype: 'application/vnd.acme+json' }],
    ['with a schema', { dataschema: 'https://vendor.example/schemas/push.json' }],
    ['with extensions', { traceparent: '00-0af7-b7ad-01', sampled: true, sequence: 7 }],
    ['with a relative source', { source: '/repositories#1' }],
  ])('%s', (_, given) => {
    expect(readMessage(structured(given), nowMs)).toMatchObject([{ kind: 'event', event }]);
  });

  test('with the time that the library adds', () => {
    const { time: _, ...timeless } = attributes;
    const written = new CloudEvent(timeless);

    expect(readMessage(JSON.stringify(written), nowMs)).toMatchObject([
      { kind: 'event', event: { ...event, time: written.time } },
    ]);
  });

  test('in a batch, which the library reads as one, too', () => {
    const ids = ['a', 'b'];
    const body = JSON.stringify(ids.map((id) => new CloudEvent({ ...attributes, id })));
    const headers = { 'content-type': 'application/cloudevents-batch+json' };

    expect(HTTP.toEvent({ headers, body })).toHaveLength(2);
    expect(readMessage(body, nowMs)).toMatchObject(
      ids.map((id) => ({ kind: 'event', event: { ...event, id } })),
    );
  });
});

describe("what the CNCF's library writes and no customer could receive is refused", () => {
  test('binary data', () => {
    const body = structured({ data: Uint8Array.of(1, 2, 3) });

    expect(readMessage(body, nowMs)).toMatchObject([
      { reason: '"data_base64" is not supported: "data" must be a JSON object' },
    ]);
  });

  test('text', () => {
    const body = structured({ data: 'text', datacontenttype: 'text/plain' });

    expect(readMessage(body, nowMs)).toMatchObject([
      { reason: '"datacontenttype" must be a media type of JSON, such as application/json' },
    ]);
  });
});

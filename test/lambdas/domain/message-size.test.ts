import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  deadLetterMessage,
  postponedMessage,
  retryMessage,
} from '../../../lambdas/delivery/messages.ts';
import type { OutgoingMessage } from '../../../lambdas/ports/delivery.ts';
import {
  attributeBytes,
  deadLetterAttributes,
  maxMessageBytes,
} from '../../../lambdas/domain/dead-letter.ts';
import { firstDelivery } from '../../../lambdas/domain/delivery.ts';
import { writeDomainEvent, type DomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { maxEventBytes, maxRetryHeadBytes } from '../../../lambdas/domain/message-size.ts';
import { readMessage } from '../../../lambdas/domain/read-message.ts';
import { writeRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { maxSourceNameLength } from '../../../lambdas/domain/source-name.ts';
import { aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';

const longName = 'n'.repeat(maxSourceNameLength);
/** A mapping with the longest of everything that AWS and the functions make. */
const longMapping = aMapping({
  sourceName: longName,
  sourceArn: `arn:aws-us-gov:events:ap-northeast-1::event-source/${longName}`,
  region: 'ap-northeast-1',
  generation: 'g'.repeat(64),
});
const nasty = '\u0001"\\\uFFFE😀'.repeat(1_000);
const failure = { code: nasty, message: nasty };

function sizeOf({ body, attributes = {}, groupId = '' }: OutgoingMessage): number {
  return Object.entries(attributes).reduce(
    (bytes, [name, value]) => bytes + attributeBytes(name, value),
    Buffer.byteLength(body) + groupId.length,
  );
}

/** All that the functions may write of an event, after as many attempts as there can be. */
function messagesOf(event: DomainEvent): readonly OutgoingMessage[] {
  const tried = {
    ...firstDelivery(event, longMapping, testNowMs, 'resources'),
    attempts: Number.MAX_SAFE_INTEGER - 1,
    trigger: 'redrive' as const,
    replay: 'r'.repeat(64),
    firstFailureTime: '2026-11-21T18:00:00.123456789+00:00',
  };
  const why = { reason: 'tooOld', text: nasty, failure } as const;
  return [
    postponedMessage(tried),
    retryMessage(tried, { kind: 'retry', delaySeconds: 1, failure }, testNowMs),
    deadLetterMessage(tried, why, testNowMs),
  ];
}

/** All that the functions may write of a body with one event; nothing if SQS would not take the body. */
function messagesOfBody(body: string): readonly OutgoingMessage[] {
  const bodyBytes = Buffer.byteLength(body);
  if (bodyBytes > maxMessageBytes) return [];
  return readMessage(body, testNowMs).flatMap((read) => {
    if (read.kind === 'event') return messagesOf(read.event);
    const why = { reason: 'invalidEvent', text: read.reason } as const;
    return [{ body, attributes: deadLetterAttributes(bodyBytes, why) }];
  });
}

const anyFilling = fc.constantFrom(
  'x',
  'ü',
  '語',
  '😀',
  '"',
  '\\',
  '\n',
  '\u0001',
  '\uFFFE',
  '\uD800',
);
type Shape = typeof anyShape extends fc.Arbitrary<infer T> ? T : never;
const anyPlace = fc.constantFrom('detail', 'resources', 'tiny resources', 'long resources');

const anyShape = fc.record({
  filling: anyFilling,
  place: anyPlace,
  more: fc.integer({ min: -5_000, max: 5_000 }),
});

/** An event with a part that is repeated to some bytes more or less than what is allowed. */
function largeBody({ filling, place, more }: Shape): string {
  const part = filling === '\uD800' && place !== 'detail' ? 'x' : filling;
  const partBytes = Buffer.byteLength(JSON.stringify(part)) - 2;
  const bytes = maxEventBytes + more;
  const base = {
    id: '\u0001'.repeat(170),
    generator: `a/${'"'.repeat(511)}`,
    detailType: 'push',
  };
  const times = (each: number) => Math.max(1, Math.floor(bytes / each));
  const resources = {
    detail: [],
    resources: Array<string>(times(partBytes * 100 + 3)).fill(part.repeat(100)),
    'tiny resources': Array<string>(times(partBytes + 3)).fill(part),
    'long resources': Array<string>(times(partBytes * 1_000 + 3)).fill(part.repeat(1_000)),
  }[place];
  const detail = place === 'detail' ? { text: part.repeat(times(partBytes)) } : {};
  // SQS takes no body with the character itself.
  return JSON.stringify({ ...base, resources, detail }).replaceAll('\uFFFE', String.raw`\uFFFE`);
}

function eventOf(textLength: number): DomainEvent {
  return aDomainEvent({ detailJson: `{"x":"${'x'.repeat(textLength)}"}` });
}

describe('whatever the functions write fits a message of SQS', () => {
  test('of an event near the limit: retries, postponed messages and dead letters, or its own dead letter', () => {
    const counts = new Set<number>();
    fc.assert(
      fc.property(anyShape, (shape) => {
        const sizes = messagesOfBody(largeBody(shape)).map(sizeOf);
        counts.add(sizes.length);
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(maxMessageBytes);
      }),
      {
        numRuns: 60,
        examples: [-5_000, 1_000].map((more) => [{ filling: '"', place: 'detail', more }]),
      },
    );
    expect(counts).toContain(1);
    expect(counts).toContain(3);
  });

  test('of the largest event, with its reason and all the other attributes', () => {
    const fixedBytes = Buffer.byteLength(writeDomainEvent(eventOf(0)));
    const largest = eventOf(maxEventBytes - fixedBytes);
    const tooLarge = writeDomainEvent(eventOf(maxEventBytes - fixedBytes + 1));

    expect(readMessage(writeDomainEvent(largest), testNowMs)).toMatchObject([
      { kind: 'event', event: largest },
    ]);
    expect(readMessage(tooLarge, testNowMs)).toMatchObject([
      { reason: expect.stringContaining(`the event has ${maxEventBytes + 1} bytes as JSON`) },
    ]);
    const { attributes } = messagesOf(largest)[2] ?? {};
    expect(Object.keys(attributes ?? {})).toHaveLength(6);
  });
});

test('what a retry message has around its event stays under its bound, whatever failed', () => {
  const event = aDomainEvent();
  for (const { body } of messagesOf(event)) {
    const headBytes = Buffer.byteLength(body) - Buffer.byteLength(writeDomainEvent(event));
    expect(headBytes).toBeLessThanOrEqual(maxRetryHeadBytes);
  }
});

test('the last error is kept as far as there is room', () => {
  const body = writeRetryMessage(
    firstDelivery(aDomainEvent(), longMapping, 0, 'resources'),
    failure,
  );
  const { lastError } = JSON.parse(body);

  expect(lastError.code).toBe(nasty.slice(0, lastError.code.length));
  expect(Buffer.byteLength(JSON.stringify(lastError))).toBeGreaterThan(500);
});

import { createProducer, type OutgoingEvent, type ProducerOptions } from '../../producer/index.ts';
import { fakeSqs } from './fake-sqs.ts';

/** An event of `acct1` that keeps the contract. */
export function anOutgoingEvent(fields: Partial<OutgoingEvent> = {}): OutgoingEvent {
  return {
    id: 'event-1',
    generator: 'acct1/repo1',
    detailType: 'push',
    detail: { ref: 'refs/heads/main' },
    ...fields,
  };
}

/** A detail of exactly so many bytes as JSON. */
export function aDetail(bytes: number, members: Readonly<Record<string, unknown>> = {}): object {
  const empty = Buffer.byteLength(JSON.stringify({ ...members, text: '' }));
  return { ...members, text: 'x'.repeat(bytes - empty) };
}

/** An event that is too large for a message by its detail. */
export function aLargeEvent(fields: Partial<OutgoingEvent> = {}): OutgoingEvent {
  return anOutgoingEvent({ detail: aDetail(1_048_577, { ref: 'main' }), ...fields });
}

/** Events with the ids `0`, `1` and so on, each of a tenant of its own so that none share a message. */
export function eventsOfManyTenants(count: number): readonly OutgoingEvent[] {
  return Array.from({ length: count }, (_, index) =>
    anOutgoingEvent({ id: String(index), generator: `tenant${index}/repo` }),
  );
}

/** A producer over a fake SQS, whose sleeps take no time and are written down in milliseconds. */
export function aProducer({
  random = 0.5,
  onSleep = () => {},
  settings = {},
  ...sqsOptions
}: {
  random?: number;
  onSleep?: () => void;
  settings?: Omit<ProducerOptions, 'queueUrl' | 'client'>;
} & Parameters<typeof fakeSqs>[0] = {}) {
  const sqs = fakeSqs(sqsOptions);
  const sleptMs: number[] = [];
  const producer = createProducer(
    { queueUrl: 'http://127.0.0.1/000000000000/events', client: sqs.client, ...settings },
    {
      random: () => random,
      sleep: async (milliseconds) => {
        sleptMs.push(milliseconds);
        onSleep();
      },
    },
  );
  return { ...producer, sqs, sleptMs };
}

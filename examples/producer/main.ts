import { randomUUID } from 'node:crypto';
import { createProducer, type OutgoingEvent } from 'eventbridge-partner-fanout/producer';

// Sends two events to the events queue, of which one is wrong, and says what became of each.

const { EVENTS_QUEUE_URL: queueUrl } = process.env;
if (queueUrl === undefined) throw new Error('EVENTS_QUEUE_URL is the events queue');

const { sendEvents } = createProducer({ queueUrl });

const placed: OutgoingEvent = {
  id: randomUUID(),
  generator: 'acme/orders',
  detailType: 'order.placed',
  detail: { orderId: '1042', totalCents: 4990 },
};
const events = [placed, { ...placed, generator: '' }];

const { sent, failed } = await sendEvents(events, { signal: AbortSignal.timeout(5_000) });
process.stdout.write(`sent ${sent}\n`);
for (const { index, reason } of failed) {
  process.stdout.write(`event ${index} is refused: ${reason}\n`);
}

import { entrySizeBytes, firstDelivery, type Delivery } from '../../lambdas/domain/delivery.ts';
import type { Work } from '../../lambdas/delivery/batch.ts';
import type { DomainEvent } from '../../lambdas/domain/domain-event.ts';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { Notification } from '../../lambdas/domain/notification.ts';
import { sourceName } from '../../lambdas/domain/source-name.ts';

/** The moment at which the tests take place, epoch milliseconds. */
export const testNowMs = Date.parse('2026-11-21T19:00:00Z');

/** A domain event as a service writes it, before it is checked. */
export function anEventValue(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'event-1',
    generator: 'acct1/repo1',
    detailType: 'push',
    time: '2026-11-21T18:59:00Z',
    resources: [],
    detail: { ref: 'refs/heads/main' },
    ...fields,
  };
}

/** The body of a message with one domain event. */
export function anEventBody(fields: Record<string, unknown> = {}): string {
  return JSON.stringify(anEventValue(fields));
}

/** What a CloudEvent says that means the same as {@link anEventValue}. */
export function aCloudEventValue(
  attributes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: 'event-1',
    source: '/repositories',
    subject: 'acct1/repo1',
    type: 'push',
    time: '2026-11-21T18:59:00Z',
    data: { ref: 'refs/heads/main' },
    ...attributes,
  };
}

/** A checked domain event. */
export function aDomainEvent(fields: Partial<DomainEvent> = {}): DomainEvent {
  return {
    id: 'event-1',
    generator: 'acct1/repo1',
    detailType: 'push',
    time: '2026-11-21T18:59:00Z',
    resources: [],
    detailJson: '{"ref":"refs/heads/main"}',
    ...fields,
  };
}

/** An active mapping; its source name and ARN go by its generator, account and Region. */
export function aMapping(fields: Partial<Mapping> = {}): Mapping {
  const { generator = 'acct1/repo1', account = '111122223333', region = 'us-east-1' } = fields;
  const name = sourceName('vendor.test', generator, account);
  return {
    generator,
    sourceArn: `arn:aws:events:${region}::event-source/${name}`,
    sourceName: name,
    tenant: 'acct1',
    account,
    region,
    generation: 'generation-1',
    state: 'ACTIVE',
    createdAt: '2026-11-01T00:00:00.000Z',
    ...fields,
  };
}

/** A notification that a source was deleted. */
export function aNotification(fields: Partial<Notification> = {}): Notification {
  return {
    type: 'Partner Event Source Deleted',
    time: '2026-11-21T19:00:00.000Z',
    reason: 'nobody is there',
    ...fields,
  };
}

/** A first delivery of an event to a mapping's source, queued at {@link testNowMs}. */
export function aDelivery(fields: Partial<Delivery> = {}): Delivery {
  const event = fields.event ?? aDomainEvent();
  return {
    ...firstDelivery(event, aMapping({ generator: event.generator }), testNowMs, 'resources'),
    ...fields,
  };
}

/** A delivery as a retry message holds it: without the element that its entry gets for the event's id. */
export function aQueuedDelivery(fields: Partial<Delivery> = {}): Delivery {
  const { idResource: _, ...delivery } = aDelivery(fields);
  return { ...delivery, sizeBytes: entrySizeBytes(delivery.event, delivery.sourceName, undefined) };
}

/** A delivery of a batch, from a message of its own. */
export function someWork(fields: Partial<Work> = {}): Work {
  const { messageId = 'message-1', mapping = aMapping(), ...delivery } = fields;
  return { ...aDelivery(delivery), messageId, mapping };
}

import { maxReferenceBytes } from '../../lambdas/delivery/refer.ts';
import { writeDomainEvent, type DomainEvent } from '../../lambdas/domain/domain-event.ts';
import { maxEventBytes } from '../../lambdas/domain/message-size.ts';
import type { ExpectedStub } from './expected-stub.ts';

/** Whether an event goes by reference to everybody: it refers to its detail, or no retry message holds it. */
export function isAlwaysReferred(event: DomainEvent): boolean {
  return event.reference !== undefined || bytesOf(event) > maxEventBytes;
}

/** Whether a retry message holds an event with its detail referred to; otherwise it is a dead letter. */
export function isReferable(event: DomainEvent, { keptJson }: ExpectedStub): boolean {
  const { reference: _, ...rest } = event;
  return bytesOf({ ...rest, detailJson: keptJson }) + maxReferenceBytes <= maxEventBytes;
}

function bytesOf(event: DomainEvent): number {
  return Buffer.byteLength(writeDomainEvent(event));
}

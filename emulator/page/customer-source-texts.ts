import type { Customer } from './customer-side.ts';
import type { CustomerSource } from './schemas.ts';

/** An action of a customer on the event bus of a source. */
export type BusAction = 'associate' | 'activate' | 'delete';

/** The actions that a source's state allows. */
export function busActions({ state, hasBus }: CustomerSource): readonly BusAction[] {
  if (state === 'PENDING') return hasBus ? ['activate', 'delete'] : ['associate'];
  return hasBus ? ['delete'] : [];
}

/** The text of the actions' buttons. */
export const busActionNames: Readonly<Record<BusAction, string>> = {
  associate: 'Associate with event bus',
  activate: 'Activate',
  delete: 'Delete event bus',
};

/** The state of a source as its customer sees it. */
export function customerStateText({ state, hasBus }: CustomerSource): string {
  switch (state) {
    case 'PENDING':
      return hasBus ? 'Pending, with the event bus of an earlier source' : 'Pending';
    case 'ACTIVE':
      return 'Active';
    case 'DELETED':
      return 'Deleted by the partner';
  }
}

/**
 * An event pattern that matches every event of the partner, by the prefix `aws.partner/<partner>/`; on another bus, every
 * event.
 */
export function defaultPattern(bus: string): string {
  const isOfPartner = bus.startsWith('aws.partner/');
  const prefix = isOfPartner ? `${bus.split('/').slice(0, 2).join('/')}/` : '';
  return JSON.stringify({ source: [{ prefix }] }, undefined, 2);
}

/** The error of an event pattern that is not a JSON object. */
export function patternError(text: string): string | undefined {
  try {
    const pattern: unknown = JSON.parse(text);
    const isObject = typeof pattern === 'object' && pattern !== null && !Array.isArray(pattern);
    return isObject ? undefined : 'The event pattern must be a JSON object.';
  } catch {
    return 'The event pattern is not valid JSON.';
  }
}

/** An event as a bus receives it, to try a pattern with. */
export function sampleEvent({ account, region }: Customer, bus: string): string {
  const event = {
    version: '0',
    id: '11111111-2222-3333-4444-555555555555',
    'detail-type': 'push',
    source: bus,
    account,
    time: '2026-11-28T19:00:00Z',
    region,
    resources: [],
    detail: { number: 1 },
  };
  return JSON.stringify(event, undefined, 2);
}

import { sourcePrefix } from '../snippets/receiver.ts';
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

/** An event pattern that matches every event of the partner: by its prefix. */
export function defaultPattern(name: string): string {
  const prefix = sourcePrefix(name);
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

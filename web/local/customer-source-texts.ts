import { sourcePrefix } from '../snippets/receiver.ts';
import type { CustomerSource } from './schemas.ts';

/** What a customer can do about the bus of a source. */
export type BusAction = 'associate' | 'activate' | 'delete';

/** The actions that a source's state allows. */
export function busActions({ state, hasBus }: CustomerSource): readonly BusAction[] {
  if (state === 'PENDING') return hasBus ? ['activate', 'delete'] : ['associate'];
  return hasBus ? ['delete'] : [];
}

/** The words of the actions' buttons. */
export const busActionNames: Readonly<Record<BusAction, string>> = {
  associate: 'Associate with event bus',
  activate: 'Activate again',
  delete: 'Delete the bus',
};

/** What a source's state means to its customer. */
export function customerStateText({ state, hasBus }: CustomerSource): string {
  switch (state) {
    case 'PENDING':
      return hasBus ? 'Pending, beside the bus of an earlier one' : 'Pending';
    case 'ACTIVE':
      return 'Active';
    case 'DELETED':
      return 'Deleted by the partner';
  }
}

/** An event pattern that every event of the source matches: by the partner's prefix. */
export function defaultPattern(name: string): string {
  const prefix = sourcePrefix(name);
  return JSON.stringify({ source: [{ prefix }] }, undefined, 2);
}

/** What is wrong with the text of an event pattern, if it is not even a JSON object. */
export function patternError(text: string): string | undefined {
  try {
    const pattern: unknown = JSON.parse(text);
    const isObject = typeof pattern === 'object' && pattern !== null && !Array.isArray(pattern);
    return isObject ? undefined : 'An event pattern is a JSON object.';
  } catch {
    return 'This is not JSON.';
  }
}

import type { ComponentId } from './component.ts';

/** A step of how it works: the number at a box, and the sentence of that number below the drawing. */
export interface Step {
  readonly at: ComponentId;
  readonly text: string;
}

const steps: readonly Step[] = [
  {
    at: 'registration',
    text: 'A customer’s administrator registers an AWS account and Region.',
  },
  { at: 'busA', text: 'The customer associates the partner event source with a bus.' },
  { at: 'eventsQueue', text: 'The services put their events on the events queue.' },
  { at: 'fanOut', text: 'Fan-out sends each event to all sources that asked for it.' },
  { at: 'rulesA', text: 'Rules pass matching events on to the customer’s targets.' },
  { at: 'reconciler', text: 'The reconciler keeps the mappings true to the sources’ states.' },
  { at: 'retries', text: 'What EventBridge does not accept is tried again.' },
  { at: 'largeEvents', text: 'The detail of a large event is stored, and travels as a link.' },
  { at: 'history', text: 'Deliveries are recorded, and events can be sent again.' },
];

/** The steps at the boxes that are drawn, in the order of their numbers: nine at most. */
export function stepsOf(drawn: ReadonlySet<ComponentId>): readonly Step[] {
  return steps.filter(({ at }) => drawn.has(at));
}

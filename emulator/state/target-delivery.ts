import type { BusEvent } from '../put-events/bus-event.ts';
import type { Target } from './event-bus.ts';

/** An event that a rule has matched. */
export type Matched = {
  readonly event: BusEvent;
  readonly ruleArn: string;
  readonly ruleName: string;
  readonly ingestedAtMs: number;
};

/** A matched event on its way to a target that has not accepted it yet. */
export type TargetDelivery = Matched & {
  readonly target: Target;
  attempts: number;
  /** When the next attempt is due; undefined while one is being made. */
  dueAtMs: number | undefined;
  /** Of the last attempt. */
  failure: { readonly code: string; readonly message: string } | undefined;
};

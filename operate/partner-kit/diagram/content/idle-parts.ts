import { table } from '../../../../lambdas/settings/table/table.ts';
import { variable } from '../stacks/role.ts';
import type { PlacedRegion } from '../stacks/place-resources.ts';
import type { StackPart } from './component.ts';

/** A variable of the fan-out function with which resources stand idle, and why they are there. */
interface Idle {
  readonly variable: string;
  readonly value: string;
  readonly reason: string;
}

const withoutHistory: Idle = {
  variable: table.history.rows.variable,
  value: 'none',
  reason: 'The stage records no history, but can begin to at any time (`history.rows`).',
};

const withoutLargeEvents: Idle = {
  variable: table.largeEvents.relay.variable,
  value: 'no',
  reason: 'The stage relays no large events (`largeEvents.relay`).',
};

const idle: ReadonlyMap<StackPart, Idle> = new Map([
  ['recorder', withoutHistory],
  ['history', withoutHistory],
  ['replays', withoutHistory],
  ['largeEvents', withoutLargeEvents],
]);

/** Why a part of the stack is not drawn although its resources are there; undefined if it is. */
export function whyIdle(region: PlacedRegion, part: StackPart): string | undefined {
  const one = idle.get(part);
  const functions = region.byRole.get('fanOut') ?? [];
  const isIdle =
    one !== undefined && functions.some((fanOut) => variable(fanOut, one.variable) === one.value);
  return isIdle ? one.reason : undefined;
}

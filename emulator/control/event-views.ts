import type { ServerResponse } from 'node:http';
import { sendJsonArray } from '../http/json-array-stream.ts';
import type { BusEvent } from '../put-events/bus-event.ts';
import type { World } from '../state/world.ts';
import { sendProblem } from './json-answer.ts';
import { parseViewQuery, type ViewQuery } from './view-query.ts';
import { deliveryText, receivedText, withHead } from './view-texts.ts';

/** Answers with the events that the buses received, and the rules that sent each to a target. */
export async function showReceived(
  world: World,
  response: ServerResponse,
  queryText: string,
): Promise<void> {
  const query = queryOf(response, queryText);
  if (query === undefined) return;
  await sendJsonArray(response, selectReceived(world, query), ({ sequence, rules, item }) =>
    withHead({ sequence, rules }, receivedText(item)),
  );
}

/** The selected events, oldest first, each with the rules that sent it to a target. */
export function selectReceived(world: World, query: ViewQuery) {
  const events = world.received.select(query);
  const rules = rulesOf(
    world,
    events.map(({ item }) => item),
  );
  return events.map(({ sequence, item }) => ({
    sequence,
    rules: [...(rules.get(item) ?? [])],
    item,
  }));
}

/** Answers with the events that rules sent to their targets. */
export async function showDeliveries(
  world: World,
  response: ServerResponse,
  queryText: string,
): Promise<void> {
  const query = queryOf(response, queryText);
  if (query === undefined) return;
  const { isWanted, ...rest } = query;
  const deliveries = world.deliveries.select({ ...rest, isWanted: ({ event }) => isWanted(event) });
  await sendJsonArray(response, deliveries, ({ sequence, item }) =>
    withHead({ sequence }, deliveryText(item)),
  );
}

function queryOf(response: ServerResponse, text: string): ViewQuery | undefined {
  const parsed = parseViewQuery(text);
  if (parsed.ok) return parsed.query;
  sendProblem(response, 400, parsed.reason);
  return undefined;
}

/** The rules that sent each of these events to a target, each rule once. */
function rulesOf(world: World, events: readonly BusEvent[]): Map<BusEvent, Set<string>> {
  const rules = new Map<BusEvent, Set<string>>();
  const shown = new Set(events);
  for (const { event, rule } of world.deliveries.snapshot()) {
    if (shown.has(event)) rules.set(event, (rules.get(event) ?? new Set()).add(rule));
  }
  return rules;
}

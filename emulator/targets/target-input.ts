import { type BusEvent, envelopeHead, envelopeText } from '../put-events/bus-event.ts';
import type { TargetInput } from '../state/event-bus.ts';
import type { Matched } from '../state/target-delivery.ts';
import { parseExact } from './exact-json.ts';
import {
  fillTemplate,
  type InputTemplate,
  parseTemplate,
  placeholdersOf,
} from './input-template.ts';
import { valueAt } from './json-path.ts';

/** What a target receives: a text, or the reason why nothing can be made of the event. */
export type InputResult =
  | { kind: 'text'; text: string }
  | { kind: 'none'; code: (typeof INPUT_ERRORS)[number]; reason: string };

/** The codes of the dead letters. */
export const INPUT_ERRORS = ['INVALID_JSON', 'INVALID_PARAMETER'] as const;

/** Queues and functions take 1 MiB at most; values may lose as much again with the quotes that a text leaves out. */
const MAX_VALUE_CHARACTERS = 2 * 1_048_576;

/** The names that a template may use without a path. */
export const RESERVED_NAMES: readonly string[] = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
];

/** Makes what a target receives for an event. */
export function inputOf(input: TargetInput, matched: Matched): InputResult {
  switch (input.kind) {
    case 'event':
      return { kind: 'text', text: envelopeText(matched.event) };
    case 'constant':
      return { kind: 'text', text: input.text };
    case 'path': {
      const value = valueAt(parseExact(envelopeText(matched.event)), input.path);
      if (value !== undefined) return { kind: 'text', text: JSON.stringify(value) };
      const reason = `The event has no ${input.path}.`;
      return { kind: 'none', code: 'INVALID_JSON', reason };
    }
    case 'template':
      return filledTemplate(input, matched);
  }
}

function filledTemplate(
  { template, paths }: Extract<TargetInput, { kind: 'template' }>,
  matched: Matched,
): InputResult {
  const envelope = parseExact(envelopeText(matched.event));
  const reserved: Readonly<Record<string, unknown>> = {
    'aws.events.rule-arn': matched.ruleArn,
    'aws.events.rule-name': matched.ruleName,
    'aws.events.event.ingestion-time': isoSeconds(matched.ingestedAtMs),
    'aws.events.event': eventWithoutDetail(matched.event),
    'aws.events.event.json': envelope,
  };
  const valueOf = (name: string) => {
    const path = paths[name];
    return path === undefined ? reserved[name] : valueAt(envelope, path);
  };
  const parsed = parseTemplate(template);
  if (isTooLarge(parsed, valueOf)) {
    const reason = 'The transformed input is too large for any target.';
    return { kind: 'none', code: 'INVALID_PARAMETER', reason };
  }
  const text = fillTemplate(parsed, valueOf);
  if (text !== undefined) return { kind: 'text', text };
  const reason = 'The transformed input is not valid JSON.';
  return { kind: 'none', code: 'INVALID_JSON', reason };
}

/** A short template can make hundreds of copies of a large event. */
function isTooLarge(template: InputTemplate, valueOf: (name: string) => unknown): boolean {
  const lengths = new Map<string, number>();
  let characters = 0;
  for (const name of placeholdersOf(template)) {
    const length = lengths.get(name) ?? JSON.stringify(valueOf(name) ?? '').length;
    lengths.set(name, length);
    characters += length;
    if (characters > MAX_VALUE_CHARACTERS) return true;
  }
  return false;
}

/** As LocalStack has recorded it: with `detailType` for `detail-type`. */
function eventWithoutDetail(event: BusEvent): object {
  const { 'detail-type': detailType, ...rest } = envelopeHead(event);
  return { ...rest, detailType };
}

function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

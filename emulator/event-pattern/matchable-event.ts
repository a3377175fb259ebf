import { scanJson, type JsonTape } from './json/json-tape.ts';
import type { FieldNode } from './match/field-node.ts';
import type { EventWalk } from './match/walk-event.ts';

/**
 * An event to match: it leads a walk to the fields that a pattern asks for. Before the detail, which is much the largest
 * field, it asks whether to go on.
 */
export type MatchableEvent = {
  readonly walk: (walk: EventWalk, fields: FieldNode, goOn: () => boolean) => void;
};

/** The field that is walked through last. */
export const LAST_FIELD = 'detail';

/** An event as JSON text, which must be valid and an object. */
export function eventOfText(text: string): MatchableEvent {
  const tape = scanJson(text);
  return { walk: (walk, fields) => walk.json(fields, tape) };
}

/**
 * An event whose detail is JSON text, which must be valid. The other fields are looked up by name; the detail is read
 * when a pattern first asks for it.
 */
export function eventAround(
  detail: string,
  fieldNamed: (name: string) => string | readonly string[] | undefined,
): MatchableEvent {
  let tape: JsonTape | undefined;
  return {
    walk: (walk, fields, goOn) => {
      for (const [name, node] of fields.steps) {
        const value = name === LAST_FIELD ? [] : (fieldNamed(name) ?? []);
        for (const text of typeof value === 'string' ? [value] : value) walk.text(node, text);
      }
      const inDetail = fields.steps.get(LAST_FIELD);
      if (inDetail !== undefined && goOn()) walk.json(inDetail, (tape ??= scanJson(detail)));
    },
  };
}

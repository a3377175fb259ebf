import { html } from 'htm/preact';
import { useId, useState } from 'preact/hooks';
import type { CustomerSide } from './customer-side.ts';
import { defaultPattern, patternError } from './customer-source-texts.ts';
import { onText } from '../page-parts/on-text.ts';
import { useTask } from '../page-parts/use-task.ts';
import { PatternTester } from './pattern-tester.ts';

/** Adds a rule to an event bus, with a log as its target. */
export function RuleForm({
  side,
  bus,
  onAdded,
}: {
  readonly side: CustomerSide;
  readonly bus: string;
  readonly onAdded: () => Promise<void>;
}) {
  const id = useId();
  const [name, setName] = useState('all-events');
  const [eventPattern, setEventPattern] = useState(() => defaultPattern(bus));
  const { error, run } = useTask();
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    return run(async () => {
      const problem = patternError(eventPattern);
      if (problem !== undefined) throw new Error(problem);
      await side.putRule(bus, { name, eventPattern });
      await onAdded();
    });
  };
  return html`<details>
    <summary>Add a rule</summary>
    <form class="rule-form" onSubmit=${onSubmit}>
      <label for="${id}-name">Rule name</label>
      <input id="${id}-name" type="text" required value=${name} onInput=${onText(setName)} />
      <${PatternField} id=${id} value=${eventPattern} onChange=${setEventPattern} />
      <p class="error" id="${id}-error" role="status">${error}</p>
      <button type="submit">Add rule</button>
    </form>
    <${PatternTester} side=${side} bus=${bus} eventPattern=${eventPattern} />
  </details>`;
}

/** The event pattern; the error with this id describes it. */
function PatternField({
  id,
  value,
  onChange,
}: {
  readonly id: string;
  readonly value: string;
  readonly onChange: (pattern: string) => void;
}) {
  return html`<label for="${id}-pattern">Event pattern</label>
    <textarea
      id="${id}-pattern"
      rows="4"
      spellcheck=${false}
      aria-describedby="${id}-error"
      value=${value}
      onInput=${onText(onChange)}
    ></textarea>`;
}

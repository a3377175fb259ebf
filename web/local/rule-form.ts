import { html } from 'htm/preact';
import { useId, useState } from 'preact/hooks';
import { onText } from '../parts/field.ts';
import { defaultPattern, patternError } from './customer-source-texts.ts';
import { localApi, type Customer } from './local-api.ts';
import { useTask } from './use-task.ts';

/** Adds a rule to an event bus, with a log as its target. */
export function RuleForm({
  customer,
  bus,
  onAdded,
}: {
  readonly customer: Customer;
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
      await localApi.putRule(customer, bus, { name, eventPattern });
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

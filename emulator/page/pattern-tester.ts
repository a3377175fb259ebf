import { html } from 'htm/preact';
import { useId, useState } from 'preact/hooks';
import type { CustomerSide } from './customer-side.ts';
import { sampleEvent } from './customer-source-texts.ts';
import { onText } from '../page-parts/on-text.ts';
import { useTask } from '../page-parts/use-task.ts';

interface TesterProps {
  readonly side: CustomerSide;
  readonly bus: string;
  readonly eventPattern: string;
}

/** Tells whether an event pattern matches an event that can be edited. */
export function PatternTester({ side, bus, eventPattern }: TesterProps) {
  const id = useId();
  const [event, setEvent] = useState(() => sampleEvent(side, bus));
  const { result, error, test } = usePatternTest(side, eventPattern, event);
  const onSubmit = (submitted: SubmitEvent) => {
    submitted.preventDefault();
    return test();
  };
  return html`<details class="tester">
    <summary>Test the pattern</summary>
    <form class="rule-form" onSubmit=${onSubmit}>
      <label for="${id}-event">Test event</label>
      <textarea
        id="${id}-event"
        rows="6"
        spellcheck=${false}
        aria-describedby="${id}-error"
        value=${event}
        onInput=${onText(setEvent)}
      ></textarea>
      <p class="error" id="${id}-error" role="status">${error}</p>
      <p role="status">${result}</p>
      <button type="submit">Test pattern</button>
    </form>
  </details>`;
}

/** The result of the last test, as long as it is about this pattern and this event. */
function usePatternTest(side: CustomerSide, eventPattern: string, event: string) {
  const [tested, setTested] = useState({ eventPattern: '', event: '', matches: false });
  const { error, run } = useTask();
  const test = () =>
    run(async () => {
      const matches = await side.matches(eventPattern, event);
      setTested({ eventPattern, event, matches });
    });
  const isCurrent = tested.eventPattern === eventPattern && tested.event === event;
  return { result: isCurrent ? resultText(tested.matches) : undefined, error, test };
}

function resultText(matches: boolean): string {
  return matches ? 'The pattern matches the event.' : 'The pattern does not match the event.';
}

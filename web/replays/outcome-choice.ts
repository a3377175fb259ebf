import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { replayOutcomeNames } from '../text/replay-texts.ts';
import { replayOutcomes, withOutcome, type ReplayDraft } from './replay-draft.ts';

/** The properties of a field of the form for a replay. */
export interface ReplayFieldProps {
  readonly draft: ReplayDraft;
  readonly error: string | undefined;
  readonly onChange: (changed: Partial<ReplayDraft>) => void;
}

/** Which kinds of events are sent again. */
export function OutcomeChoice({ draft, error, onChange }: ReplayFieldProps) {
  const id = useId();
  return html`<fieldset class="field" aria-describedby="${id}-error">
    <legend>Events</legend>
    ${replayOutcomes.map(
      (outcome) =>
        html`<label class="choice" key=${outcome}>
          <input
            type="checkbox"
            checked=${draft.outcomes.includes(outcome)}
            aria-invalid=${error === undefined ? 'false' : 'true'}
            onChange=${() => onChange({ outcomes: withOutcome(draft.outcomes, outcome) })}
          />
          ${replayOutcomeNames[outcome]}
        </label>`,
    )}
    <p class="error" id="${id}-error">${error}</p>
  </fieldset>`;
}

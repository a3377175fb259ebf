import { html } from 'htm/preact';
import { targetNames, type Target } from '../snippets/target.ts';

const targets: readonly Target[] = ['log', 'queue', 'function'];

/** The choice of what the rule sends events to. */
export function TargetChoice({
  target,
  onTarget,
}: {
  readonly target: Target;
  readonly onTarget: (target: Target) => void;
}) {
  return html`<fieldset class="field target-choice">
    <legend>Target of the rule</legend>
    ${targets.map(
      (one) =>
        html`<label class="choice">
          <input
            type="radio"
            name="target"
            checked=${one === target}
            onChange=${() => onTarget(one)}
          />
          <span>${targetNames[one]}</span>
        </label>`,
    )}
  </fieldset>`;
}

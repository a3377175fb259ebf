import { html } from 'htm/preact';
import { useId } from 'preact/hooks';

/**
 * A button for what may not be possible now: then it says why, and stays within reach of the keyboard, so
 * that a screen reader tells the reason too.
 */
export function ActionButton({
  name,
  obstacle,
  isBusy = false,
  kind = '',
  onClick,
}: {
  readonly name: string;
  /** Why it does nothing now. */
  readonly obstacle: string | undefined;
  readonly isBusy?: boolean;
  readonly kind?: 'primary' | 'danger' | '';
  readonly onClick: () => void;
}) {
  const id = useId();
  const isPossible = obstacle === undefined;
  return html`<button
      type="button"
      class=${kind}
      aria-disabled=${isPossible ? undefined : 'true'}
      aria-describedby=${isPossible ? undefined : id}
      aria-busy=${String(isBusy)}
      onClick=${() => isPossible && onClick()}
    >
      ${name}
    </button>
    ${!isPossible && html`<span class="note" id=${id}>${obstacle}</span>`}`;
}

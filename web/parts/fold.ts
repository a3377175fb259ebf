import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A part that folds. What is folded is not in the page, so a long list stays quick. */
export function Fold({
  name,
  note,
  isOpen,
  onToggle,
  before,
  headingLevel,
  children,
}: {
  readonly name: string;
  /** How much is inside. */
  readonly note: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** A control before the name. */
  readonly before?: ComponentChildren;
  /** Of a name that is a heading. */
  readonly headingLevel?: number;
  readonly children?: ComponentChildren;
}) {
  const id = useId();
  const head = headingLevel === undefined ? 'div' : `h${headingLevel}`;
  return html`<div class="fold">
    <${head} class="fold-head">
      ${before}
      <button
        type="button"
        class="fold-button"
        aria-expanded=${String(isOpen)}
        aria-controls=${id}
        onClick=${onToggle}
      >
        <span aria-hidden="true">${isOpen ? '▾' : '▸'}</span> ${name}
        <span class="count"> ${note}</span>
      </button>
    <//>
    <div id=${id} class="fold-body" hidden=${!isOpen}>${isOpen && children}</div>
  </div>`;
}

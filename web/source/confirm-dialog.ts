import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { Call } from '../hooks/use-call.ts';
import { ActionButton } from '../parts/action-button.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';

/** The properties of a dialog that asks before something is done. */
export interface ConfirmDialogProps {
  readonly title: string;
  /** What the button that confirms says: a verb and what it is done to. */
  readonly verb: string;
  /** `danger`: something is lost. */
  readonly kind?: 'primary' | 'danger';
  /** Why it cannot be confirmed yet. */
  readonly obstacle?: string | undefined;
  readonly call: Pick<Call<never, unknown>, 'isBusy' | 'failure'>;
  readonly onClose: () => void;
  readonly onConfirm: () => unknown;
  readonly children?: ComponentChildren;
}

/** Asks before something is done. The focus is on the button that does nothing. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, verb, kind = 'primary', obstacle, call, onClose, onConfirm, children } = props;
  return html`<${Dialog} title=${title} onClose=${onClose}>
    ${children} ${call.failure && html`<${FailureBox} failure=${call.failure} />`}
    <div class="actions">
      <button type="button" data-focus-first onClick=${onClose}>Cancel</button>
      <${ActionButton}
        name=${verb}
        kind=${kind}
        obstacle=${obstacle}
        isBusy=${call.isBusy}
        onClick=${onConfirm}
      />
    </div>
  <//>`;
}

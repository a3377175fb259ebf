import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { Source } from '../api/source.ts';
import type { Call } from '../hooks/use-call.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { SourceTitle } from '../parts/source-title.ts';

/** The properties of a dialog with a form that changes a source. */
export interface ChangeDialogProps {
  readonly title: string;
  readonly source: Source;
  readonly call: Pick<Call<never, unknown>, 'isBusy' | 'failure'>;
  /** Errors that belong to no field. */
  readonly others: readonly string[];
  readonly onClose: () => void;
  readonly onSave: () => unknown;
  readonly children?: ComponentChildren;
}

/** Changes a source by a form; its children are the fields. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { title, source, call, others, onClose, onSave, children } = props;
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    onSave();
  };
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <form onSubmit=${onSubmit} novalidate>
      <${SourceTitle} source=${source} />
      ${children}
      ${call.failure && html`<${FailureBox} failure=${call.failure} others=${others} />`}
      <div class="actions">
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="primary" aria-busy=${String(call.isBusy)}>Save</button>
      </div>
    </form>
  <//>`;
}

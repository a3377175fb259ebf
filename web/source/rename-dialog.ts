import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { formErrors } from '../api/field-errors.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { SourceTitle } from '../parts/source-title.ts';
import { DisplayNameField } from '../register/display-name-field.ts';
import { displayNameError, displayNameOf } from '../register/display-name.ts';
import type { SourceDialogProps } from './pause-dialog.ts';

/** Changes what people call a source; nothing of it changes in AWS. */
export function RenameDialog({ source, onClose, onChanged }: SourceDialogProps) {
  const { api, notify } = useConsole();
  const [typed, setTyped] = useState(source.displayName ?? '');
  const change = useCall(() => api.changeSource(source, { displayName: displayNameOf(typed) }));
  const { fields, others } = formErrors(change.failure, ['displayName']);
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const changed = displayNameError(typed) === undefined ? await change.run() : undefined;
    if (changed === undefined) return;
    onClose();
    onChanged(changed);
    notify('success', changed.displayName === null ? 'Display name removed.' : 'Source renamed.');
  };
  return html`<${Dialog} title="Rename source" onClose=${onClose}>
    <form onSubmit=${onSubmit} novalidate>
      <${SourceTitle} source=${source} />
      <${DisplayNameField} value=${typed} error=${fields.displayName} onChange=${setTyped} />
      ${change.failure && html`<${FailureBox} failure=${change.failure} others=${others} />`}
      <div class="actions">
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="primary" aria-busy=${String(change.isBusy)}>Save</button>
      </div>
    </form>
  <//>`;
}

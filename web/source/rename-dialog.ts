import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { formErrors } from '../api/field-errors.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { DisplayNameField } from '../register/display-name-field.ts';
import { displayNameError, displayNameOf } from '../register/display-name.ts';
import { ChangeDialog } from './change-dialog.ts';
import type { SourceDialogProps } from './pause-dialog.ts';

/** Changes what people call a source; nothing of it changes in AWS. */
export function RenameDialog({ source, onClose, onChanged }: SourceDialogProps) {
  const { api, notify } = useConsole();
  const [typed, setTyped] = useState(source.displayName ?? '');
  const change = useCall(() => api.changeSource(source, { displayName: displayNameOf(typed) }));
  const { fields, others } = formErrors(change.failure, ['displayName']);
  const onSave = async () => {
    const changed = displayNameError(typed) === undefined ? await change.run() : undefined;
    if (changed === undefined) return;
    onClose();
    onChanged(changed);
    notify('success', changed.displayName === null ? 'Display name removed.' : 'Source renamed.');
  };
  return html`<${ChangeDialog}
    title="Rename source"
    source=${source}
    call=${change}
    others=${others}
    onClose=${onClose}
    onSave=${onSave}
  >
    <${DisplayNameField} value=${typed} error=${fields.displayName} onChange=${setTyped} />
  <//>`;
}

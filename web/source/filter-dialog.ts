import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { formErrors } from '../api/field-errors.ts';
import { useConsole } from '../console-services.ts';
import { DetailTypeChoice } from '../detail-types/detail-type-choice.ts';
import { useCall } from '../hooks/use-call.ts';
import { ChangeDialog } from './change-dialog.ts';
import type { SourceDialogProps } from './pause-dialog.ts';

/** Changes the detail types that a source's customer receives. */
export function FilterDialog({ source, onClose, onChanged }: SourceDialogProps) {
  const { api, notify } = useConsole();
  const [chosen, setChosen] = useState(source.detailTypes);
  const change = useCall(() => api.changeSource(source, { detailTypes: chosen }));
  const { fields, others } = formErrors(change.failure, ['detailTypes']);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const isNone = chosen?.length === 0;
  const onSave = async () => {
    setIsSubmitted(true);
    const changed = isNone ? undefined : await change.run();
    if (changed === undefined) return;
    onClose();
    onChanged(changed);
    notify('success', 'Detail types updated. The change takes effect shortly.');
  };
  return html`<${ChangeDialog}
    title="Edit detail types"
    source=${source}
    call=${change}
    others=${others}
    onClose=${onClose}
    onSave=${onSave}
  >
    <${DetailTypeChoice}
      chosen=${chosen}
      error=${isSubmitted && isNone ? 'Select at least one detail type, or all.' : fields.detailTypes}
      onChange=${setChosen}
    />
  <//>`;
}

import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { formErrors } from '../api/field-errors.ts';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { DetailTypeChoice } from '../detail-types/detail-type-choice.ts';
import { useCall } from '../hooks/use-call.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { SourceTitle } from '../parts/source-title.ts';

/** Changes the detail types that a source's customer receives. */
export function FilterDialog({
  source,
  onClose,
  onChanged,
}: {
  readonly source: Source;
  readonly onClose: () => void;
  readonly onChanged: (source: Source) => void;
}) {
  const { api, notify } = useConsole();
  const [chosen, setChosen] = useState(source.detailTypes);
  const change = useCall(() => api.changeSource(source, { detailTypes: chosen }));
  const { fields, others } = formErrors(change.failure, ['detailTypes']);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const isNone = chosen?.length === 0;
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    setIsSubmitted(true);
    const changed = isNone ? undefined : await change.run();
    if (changed === undefined) return;
    onClose();
    onChanged(changed);
    notify('success', 'Detail types updated. The change takes effect shortly.');
  };
  return html`<${Dialog} title="Edit detail types" onClose=${onClose}>
    <form onSubmit=${onSubmit}>
      <${SourceTitle} source=${source} />
      <${DetailTypeChoice}
        chosen=${chosen}
        error=${isSubmitted && isNone ? 'Select at least one detail type, or all.' : fields.detailTypes}
        onChange=${setChosen}
      />
      ${change.failure && html`<${FailureBox} failure=${change.failure} others=${others} />`}
      <div class="actions">
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="primary" aria-busy=${String(change.isBusy)}>Save</button>
      </div>
    </form>
  <//>`;
}

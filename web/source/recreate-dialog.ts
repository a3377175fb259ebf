import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';

/** Confirms that a deleted source is registered again. */
export function RecreateDialog({
  source,
  onClose,
  onChanged,
}: {
  readonly source: Source;
  readonly onClose: () => void;
  readonly onChanged: (source: Source) => void;
}) {
  const { api, notify } = useConsole();
  const recreate = useCall(() => api.recreateSource(source));
  const onRecreate = async () => {
    const registered = await recreate.run();
    if (registered === undefined) return;
    onClose();
    onChanged(registered.source);
    notify('success', `Re-created ${source.name}. It must be accepted again.`);
  };
  return html`<${Dialog} title="Re-create source" onClose=${onClose}>
    <p>
      The source is registered again with the same name and detail types. The administrator of
      account ${source.account} must accept it again; an event bus that still exists there is used
      again, with its rules. Events that occurred in the meantime are not sent.
    </p>
    ${recreate.failure && html`<${FailureBox} failure=${recreate.failure} />`}
    <div class="actions">
      <button type="button" onClick=${onClose}>Cancel</button>
      <button
        type="button"
        class="primary"
        onClick=${onRecreate}
        aria-busy=${String(recreate.isBusy)}
      >
        Re-create ${source.name}
      </button>
    </div>
  <//>`;
}

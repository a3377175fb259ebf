import { html } from 'htm/preact';
import type { Source } from '../api/schemas.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';

/** Asks before a source that is gone is registered again. */
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
    notify('success', `${source.name} is there again. It has to be accepted again.`);
  };
  return html`<${Dialog} title="Re-create source" onClose=${onClose}>
    <p>
      The source is registered again under its name, with the detail types it had. The administrator
      of account ${source.account} has to accept it again; an event bus that is left there is
      activated, with its rules. Events that came in the meantime are not sent.
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

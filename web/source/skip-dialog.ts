import { html } from 'htm/preact';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { SourceTitle } from '../parts/source-title.ts';
import type { SourceDialogProps } from './pause-dialog.ts';

/** Confirms that events that wait for another attempt are not sent any more. */
export function SkipDialog({ source, onClose, onChanged }: SourceDialogProps) {
  const { api, notify } = useConsole();
  const skip = useCall(() => api.skipBacklog(source));
  const onSkip = async () => {
    const changed = await skip.run();
    if (changed === undefined) return;
    onClose();
    onChanged(changed);
    notify('success', 'Skipped. It takes up to 30 seconds to take effect.');
  };
  return html`<${Dialog} title="Skip backlog" onClose=${onClose}>
    <${SourceTitle} source=${source} />
    <p>Skip the events that wait for another attempt?</p>
    <ul>
      <li>
        Account ${source.account} does not get events that failed so far and would be tried again.
        The history shows them as skipped.
      </li>
      <li>New events are sent as before.</li>
      <li>They can be sent again, by hand or by a replay, while their contents are kept.</li>
    </ul>
    ${skip.failure && html`<${FailureBox} failure=${skip.failure} />`}
    <div class="actions">
      <button type="button" onClick=${onClose}>Cancel</button>
      <button type="button" class="danger" onClick=${onSkip} aria-busy=${String(skip.isBusy)}>
        Skip what waits
      </button>
    </div>
  <//>`;
}

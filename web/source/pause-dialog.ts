import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { SourceTitle } from '../parts/source-title.ts';
import { leadOf, sourceText } from '../text/source-title.ts';
import { ConfirmDialog } from './confirm-dialog.ts';

/** The properties of a dialog that changes a source. */
export interface SourceDialogProps {
  readonly source: Source;
  readonly onClose: () => void;
  readonly onChanged: (source: Source) => void;
}

/** Confirms that nothing is sent to a source for a while, with what that means to its customer. */
export function PauseDialog({ source, onClose, onChanged }: SourceDialogProps) {
  const { api, notify } = useConsole();
  const pause = useCall(() => api.pauseSource(source));
  const onPause = async () => {
    const paused = await pause.run();
    if (paused === undefined) return;
    onClose();
    onChanged(paused);
    notify('success', `Paused ${sourceText(source)}. It takes up to 30 seconds to take effect.`);
  };
  return html`<${ConfirmDialog}
    title="Pause source"
    verb=${`Pause ${leadOf(source)}`}
    call=${pause}
    onClose=${onClose}
    onConfirm=${onPause}
  >
    <${SourceTitle} source=${source} />
    <p>What this means for account ${source.account}:</p>
    <ul>
      <li>It receives no events until the source is resumed. This takes up to 30 seconds.</li>
      <li>
        Events are held for as long as the vendor keeps contents (7 days unless the vendor has
        changed it). After that they cannot be sent.
      </li>
      <li>When you resume, you choose whether what was held is sent.</li>
      <li>The source, its event bus and its rules stay as they are.</li>
    </ul>
  <//>`;
}

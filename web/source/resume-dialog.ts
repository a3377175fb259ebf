import { html } from 'htm/preact';
import { useId, useState } from 'preact/hooks';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { SourceTitle } from '../parts/source-title.ts';
import { leadOf, sourceText } from '../text/source-title.ts';
import type { SourceDialogProps } from './pause-dialog.ts';

type Backlog = 'send' | 'leave';

/** Confirms that a source is sent to again, and asks what becomes of the events that were held. */
export function ResumeDialog({ source, onClose, onChanged }: SourceDialogProps) {
  const { api, notify } = useConsole();
  const [backlog, setBacklog] = useState<Backlog>('send');
  const resume = useCall(() => api.resumeSource(source, backlog));
  const onResume = async () => {
    const resumed = await resume.run();
    if (resumed === undefined) return;
    onClose();
    onChanged(resumed);
    notify('success', `Resumed ${sourceText(source)}. It takes up to 30 seconds to take effect.`);
  };
  return html`<${Dialog} title="Resume source" onClose=${onClose}>
    <${SourceTitle} source=${source} />
    <p>New events are sent to account ${source.account} again, within 30 seconds.</p>
    <${BacklogChoice} backlog=${backlog} onChange=${setBacklog} />
    ${resume.failure && html`<${FailureBox} failure=${resume.failure} />`}
    <div class="actions">
      <button type="button" onClick=${onClose}>Cancel</button>
      <button type="button" class="primary" onClick=${onResume} aria-busy=${String(resume.isBusy)}>
        Resume ${leadOf(source)}
      </button>
    </div>
  <//>`;
}

function BacklogChoice({
  backlog,
  onChange,
}: {
  readonly backlog: Backlog;
  readonly onChange: (backlog: Backlog) => void;
}) {
  const name = useId();
  const radio = (value: Backlog, label: string, hint: string) =>
    html`<label class="choice">
      <input
        type="radio"
        name=${name}
        checked=${backlog === value}
        onChange=${() => onChange(value)}
      />
      <span>${label} <span class="note">${hint}</span></span>
    </label>`;
  return html`<fieldset class="field">
    <legend>Events that were held</legend>
    ${radio('send', 'Send what was held', 'A replay sends it, beside new events. Its order is not kept.')}
    ${radio(
      'leave',
      'Leave it',
      'The customer does not get it. A replay can still send it while its contents are kept.',
    )}
  </fieldset>`;
}

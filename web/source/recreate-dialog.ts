import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { MissedView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { SourceTitle } from '../parts/source-title.ts';
import { leadOf, sourceText } from '../text/source-title.ts';
import { useLoad } from '../hooks/use-load.ts';
import { isHistoryOff } from '../text/failures.ts';
import { ConfirmDialog } from './confirm-dialog.ts';
import { missedAmountText } from './missed-texts.ts';
import type { SourceDialogProps } from './pause-dialog.ts';

/** Confirms that a deleted source is registered again. */
export function RecreateDialog({ source, onClose, onChanged }: SourceDialogProps) {
  const { api, notify } = useConsole();
  const { sendsMissed, choice } = useMissedChoice(source);
  const recreate = useCall(() => api.recreateSource(source, sendsMissed));
  const onRecreate = async () => {
    const registered = await recreate.run();
    if (registered === undefined) return;
    onClose();
    onChanged(registered.source);
    const text = `Re-created ${sourceText(source)}. It must be accepted again.`;
    notify('success', text, 'viewChanges', 'acceptance');
  };
  return html`<${ConfirmDialog}
    title="Re-create source"
    verb=${`Re-create ${leadOf(source)}`}
    kind="danger"
    call=${recreate}
    onClose=${onClose}
    onConfirm=${onRecreate}
  >
    <${SourceTitle} source=${source} />
    <p>
      The source is registered again with the same name and detail types. The administrator of
      account ${source.account} must accept it again: an event bus that still exists there, with its
      rules, gets nothing until the source is activated. What is lost:
    </p>
    <ul>
      <li>Events until then are not received as they happen.</li>
      <li>Links to the details of large events that were sent before stop working.</li>
    </ul>
    ${choice}
  <//>`;
}

/** The choice of what becomes of missed events: they are sent, unless somebody decides otherwise. */
function useMissedChoice({ region, name }: Source) {
  const { api } = useConsole();
  const [isChosen, setIsChosen] = useState(true);
  const { state } = useLoad(
    (signal) => api.getMissed({ region, name }, signal),
    [api, region, name],
  );
  if (state.kind === 'failed' && isHistoryOff(state.failure)) {
    const why = 'Events in the meantime are not sent, because no history of them is kept.';
    return { sendsMissed: false, choice: html`<p>${why}</p>` };
  }
  const missed = state.kind === 'ok' ? state.value : undefined;
  const choice = html`<${MissedChoice}
    missed=${missed}
    isChosen=${isChosen}
    onChange=${setIsChosen}
  />`;
  return { sendsMissed: isChosen, choice };
}

/** Whether events that were missed until the source is accepted are sent then. */
function MissedChoice({
  missed,
  isChosen,
  onChange,
}: {
  readonly missed: MissedView | undefined;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}) {
  return html`<label class="choice">
    <input type="checkbox" checked=${isChosen} onChange=${() => onChange(!isChosen)} />
    <span>
      Send ${missedAmountText(missed)} once the source is active
      <span class="note"> Those that are missed until then are sent too.</span>
    </span>
  </label>`;
}

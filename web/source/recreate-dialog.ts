import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { MissedView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { useLoad } from '../hooks/use-load.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { SourceTitle } from '../parts/source-title.ts';
import { isHistoryOff } from '../text/failures.ts';
import { leadOf, sourceText } from '../text/source-title.ts';
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
    notify('success', `Re-created ${sourceText(source)}. It must be accepted again.`);
  };
  return html`<${Dialog} title="Re-create source" onClose=${onClose}>
    <${SourceTitle} source=${source} />
    <p>
      The source is registered again with the same name and detail types. The administrator of
      account ${source.account} must accept it again; an event bus that still exists there is used
      again, with its rules.
    </p>
    ${choice} ${recreate.failure && html`<${FailureBox} failure=${recreate.failure} />`}
    <div class="actions">
      <button type="button" onClick=${onClose}>Cancel</button>
      <button
        type="button"
        class="primary"
        onClick=${onRecreate}
        aria-busy=${String(recreate.isBusy)}
      >
        Re-create ${leadOf(source)}
      </button>
    </div>
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

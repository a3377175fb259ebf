import { html } from 'htm/preact';
import type { MissedView } from '../../lambdas/contract/history-view.ts';
import type { Source } from '../api/source.ts';
import { ok } from '../api/api-result.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { ConfirmDialog } from './confirm-dialog.ts';
import { missedAmountText } from './missed-texts.ts';

/** Confirms that a source's customer does not get what it missed. */
export function LeaveDialog({
  source,
  missed,
  onClose,
  onLeft,
}: {
  readonly source: Source;
  readonly missed: MissedView;
  readonly onClose: () => void;
  readonly onLeft: () => void;
}) {
  const { api, notify } = useConsole();
  const leave = useCall(async () => {
    const answer = await api.leaveMissed(source);
    return answer.kind === 'failed' ? answer : ok(true);
  });
  const onLeave = async () => {
    if ((await leave.run()) === undefined) return;
    onClose();
    notify('info', 'Left. A replay can send them while their contents are kept.');
    onLeft();
  };
  return html`<${ConfirmDialog}
    title="Leave missed events"
    verb="Leave missed events"
    kind="danger"
    call=${leave}
    onClose=${onClose}
    onConfirm=${onLeave}
  >
    <p>
      Account ${source.account} does not get ${missedAmountText(missed)}. A replay can send them by
      hand while their contents are kept; after that they are lost.
    </p>
  <//>`;
}

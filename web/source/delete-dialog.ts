import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { allSources } from '../route.ts';
import { SourceTitle } from '../parts/source-title.ts';
import { sourceText } from '../text/source-title.ts';
import { goTo, isAt } from '../hooks/use-route.ts';
import { ok } from '../api/api-result.ts';
import { TextField } from '../parts/text-field.ts';
import { statusOf } from '../text/source-texts.ts';
import { ConfirmDialog } from './confirm-dialog.ts';
import { deletionLosses, isNamed } from './deletion.ts';

/** Confirms the deletion of a source, with what its customer loses. */
export function DeleteDialog({
  source,
  onClose,
}: {
  readonly source: Source;
  readonly onClose: () => void;
}) {
  const { api, notify } = useConsole();
  const [typed, setTyped] = useState('');
  // Inside the call: polling may find the source missing, and remove this dialog, before it returns.
  const remove = useCall(async () => {
    const answer = await api.deleteSource(source);
    if (answer.kind === 'failed') return answer;
    const isHere = isAt({ view: 'source', source });
    const until = isHere ? 'nextViewChanges' : 'viewChanges';
    notify('success', `Deleted ${sourceText(source)}.`, until);
    if (isHere) goTo(allSources);
    return ok(true);
  });
  const isAsked = statusOf(source) !== 'deleted';
  const obstacle =
    isAsked && !isNamed(typed, source) ? 'Type the generator or the account' : undefined;
  return html`<${ConfirmDialog}
    title="Delete source"
    verb="Delete this source"
    kind="danger"
    obstacle=${obstacle}
    call=${remove}
    onClose=${onClose}
    onConfirm=${() => remove.run()}
  >
    <${SourceTitle} source=${source} />
    <p>What is lost for account ${source.account}:</p>
    <ul>
      ${deletionLosses(source).map((text) => html`<li>${text}</li>`)}
    </ul>
    ${isAsked && html`<${Typed} source=${source} typed=${typed} onType=${setTyped} />`}
  <//>`;
}

function Typed({
  source: { generator, account },
  typed,
  onType,
}: {
  readonly source: Source;
  readonly typed: string;
  readonly onType: (text: string) => void;
}) {
  return html`<${TextField}
    id="confirm-deletion"
    label=${`To confirm, type ${generator} or ${account}`}
    autocapitalize="off"
    spellcheck=${false}
    value=${typed}
    onChange=${onType}
  />`;
}

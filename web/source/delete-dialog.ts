import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { goTo, isAt } from '../hooks/use-route.ts';
import { ok } from '../api/api-result.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { SourceTitle } from '../parts/source-title.ts';
import { leadOf, sourceText } from '../text/source-title.ts';
import { allSources } from '../route.ts';
import { statusOf } from '../text/source-texts.ts';

/** Confirms the deletion of a source, with its consequences for the customer. */
export function DeleteDialog({
  source,
  onClose,
}: {
  readonly source: Source;
  readonly onClose: () => void;
}) {
  const { api, notify } = useConsole();
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
  return html`<${Dialog} title="Delete source" onClose=${onClose}>
    <${SourceTitle} source=${source} />
    <p>Consequences for account ${source.account}:</p>
    <ul>
      ${consequences(source).map((text) => html`<li>${text}</li>`)}
    </ul>
    ${remove.failure && html`<${FailureBox} failure=${remove.failure} />`}
    <div class="actions">
      <button type="button" onClick=${onClose}>Cancel</button>
      <button
        type="button"
        class="danger"
        onClick=${() => remove.run()}
        aria-busy=${String(remove.isBusy)}
      >
        ${remove.isBusy ? 'Deleting' : 'Delete'} ${leadOf(source)}
      </button>
    </div>
  <//>`;
}

function consequences(source: Source): readonly string[] {
  switch (statusOf(source)) {
    case 'active':
      return [
        'It no longer receives events of this generator.',
        'Its event bus, rules and targets remain, but receive no more events.',
        'If you register it again, its administrator must accept the source again.',
      ];
    case 'pending':
      return [
        'The source disappears from its list of partner event sources. Accepting it is no longer possible.',
        'An event bus from an earlier registration remains with its rules, but receives no events.',
      ];
    case 'deleted':
      return ['None: the source no longer exists in AWS. Only the entry here is removed.'];
  }
}

import { html } from 'htm/preact';
import type { Source } from '../api/schemas.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { goTo } from '../hooks/use-route.ts';
import { ok } from '../api/answer.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { statusOf } from '../text/source-texts.ts';

/** Asks before a source is deleted, and says what that does to its customer. */
export function DeleteDialog({
  source,
  onClose,
}: {
  readonly source: Source;
  readonly onClose: () => void;
}) {
  const { api, notify } = useConsole();
  const remove = useCall(async () => {
    const answer = await api.deleteSource(source);
    return answer.kind === 'ok' ? ok(true) : answer;
  });
  const onDelete = async () => {
    if ((await remove.run()) === undefined) return;
    notify('success', `Deleted ${source.name}.`);
    goTo({ view: 'sources', generator: '' });
  };
  return html`<${Dialog} title="Delete source" onClose=${onClose}>
    <p>
      Delete <strong class="name">${source.name}</strong> in ${source.region}? This is what it does
      to account ${source.account}:
    </p>
    <ul>
      ${consequences(source).map((text) => html`<li>${text}</li>`)}
    </ul>
    ${remove.failure && html`<${FailureBox} failure=${remove.failure} />`}
    <div class="actions">
      <button type="button" onClick=${onClose}>Cancel</button>
      <button type="button" class="danger" onClick=${onDelete} aria-busy=${String(remove.isBusy)}>
        ${remove.isBusy ? 'Deleting' : 'Delete'} ${source.name}
      </button>
    </div>
  <//>`;
}

function consequences(source: Source): readonly string[] {
  switch (statusOf(source)) {
    case 'active':
      return [
        'No event of this generator is relayed to it any more, from now on.',
        'Its event bus stays, and receives nothing more. Its rules and targets stay too.',
        'If you register it again, its administrator has to accept it again.',
      ];
    case 'pending':
      return [
        'The source disappears from its list of partner event sources, and nobody can accept it.',
        'If the event bus of an earlier registration is still there, it stays with its rules, and receives nothing.',
      ];
    case 'gone':
      return ['Nothing changes for it: the source is gone in AWS. Only the entry here is removed.'];
  }
}

import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { Source } from '../api/source.ts';
import { statusOf } from '../text/source-texts.ts';
import { DeleteDialog } from './delete-dialog.ts';
import { FilterDialog } from './filter-dialog.ts';
import { RecreateDialog } from './recreate-dialog.ts';
import { TestEventButton } from './test-event-button.ts';
import type { SentTestEvent } from './test-event-texts.ts';

type OpenDialog = 'none' | 'filter' | 'recreate' | 'delete';

/** The actions on a source. */
export function SourceActions({
  source,
  onChanged,
  onTestEvent,
}: {
  readonly source: Source;
  readonly onChanged: (source: Source) => void;
  readonly onTestEvent: (sent: SentTestEvent) => void;
}) {
  const [open, setOpen] = useState<OpenDialog>('none');
  const close = () => setOpen('none');
  const opener = (dialog: OpenDialog, name: string) =>
    html`<button type="button" onClick=${() => setOpen(dialog)}>${name}</button>`;
  return html`${
    statusOf(source) === 'deleted'
      ? opener('recreate', 'Re-create')
      : html`<${TestEventButton} source=${source} onSent=${onTestEvent} />
          ${opener('filter', 'Edit detail types')}`
  }
  ${opener('delete', 'Delete')}
  ${open === 'filter' && html`<${FilterDialog} source=${source} onClose=${close} onChanged=${onChanged} />`}
  ${open === 'recreate' && html`<${RecreateDialog} source=${source} onClose=${close} onChanged=${onChanged} />`}
  ${open === 'delete' && html`<${DeleteDialog} source=${source} onClose=${close} />`}`;
}

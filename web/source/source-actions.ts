import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { Source } from '../api/source.ts';
import { statusOf } from '../text/source-texts.ts';
import { DeleteDialog } from './delete-dialog.ts';
import { FilterDialog } from './filter-dialog.ts';
import { PauseDialog } from './pause-dialog.ts';
import { RecreateDialog } from './recreate-dialog.ts';
import { RenameDialog } from './rename-dialog.ts';
import { ResumeDialog } from './resume-dialog.ts';
import { SkipDialog } from './skip-dialog.ts';
import { TestEventButton } from './test-event-button.ts';
import type { SentTestEvent } from './test-event-texts.ts';

const dialogs = {
  filter: FilterDialog,
  rename: RenameDialog,
  recreate: RecreateDialog,
  delete: DeleteDialog,
  pause: PauseDialog,
  resume: ResumeDialog,
  skip: SkipDialog,
} as const;

type DialogName = keyof typeof dialogs;

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
  const [open, setOpen] = useState<DialogName>();
  const close = () => setOpen(undefined);
  const opener = (dialog: DialogName, name: string) =>
    html`<button type="button" onClick=${() => setOpen(dialog)}>${name}</button>`;
  return html`${
    statusOf(source) === 'deleted'
      ? opener('recreate', 'Re-create')
      : html`<${TestEventButton} source=${source} onSent=${onTestEvent} />
          ${opener('rename', 'Rename')} ${opener('filter', 'Edit detail types')}
          ${source.pausedAt === null ? opener('pause', 'Pause') : opener('resume', 'Resume')}
          <button type="button" class="quiet" onClick=${() => setOpen('skip')}>
            Skip backlog
          </button>`
  }
  ${opener('delete', 'Delete')}
  ${
    open !== undefined &&
    html`<${dialogs[open]} source=${source} onClose=${close} onChanged=${onChanged} />`
  }`;
}

import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { Source } from '../api/source.ts';
import { statusOf } from '../text/source-texts.ts';
import { FilterDialog } from './filter-dialog.ts';
import { PauseDialog } from './pause-dialog.ts';
import { RenameDialog } from './rename-dialog.ts';
import { ResumeDialog } from './resume-dialog.ts';
import { TestEventButton } from './test-event-button.ts';
import type { SentTestEvent } from './test-event-texts.ts';

const dialogs = {
  filter: FilterDialog,
  rename: RenameDialog,
  pause: PauseDialog,
  resume: ResumeDialog,
} as const;

type DialogName = keyof typeof dialogs;

/** A source that can be changed, and to which a test event can be sent. */
export interface SourceActionsProps {
  readonly source: Source;
  readonly onChanged: (source: Source) => void;
  readonly onTestEvent: (sent: SentTestEvent) => void;
}

/** The actions on a source by which nothing is lost. A deleted one has none. */
export function SourceActions({ source, onChanged, onTestEvent }: SourceActionsProps) {
  const [open, setOpen] = useState<DialogName>();
  const close = () => setOpen(undefined);
  const opener = (dialog: DialogName, name: string) =>
    html`<button type="button" onClick=${() => setOpen(dialog)}>${name}</button>`;
  if (statusOf(source) === 'deleted') return null;
  return html`<${TestEventButton} source=${source} onSent=${onTestEvent} />
    ${opener('rename', 'Rename')} ${opener('filter', 'Edit detail types')}
    ${source.pausedAt === null ? opener('pause', 'Pause') : opener('resume', 'Resume')}
    ${
      open !== undefined &&
      html`<${dialogs[open]} source=${source} onClose=${close} onChanged=${onChanged} />`
    }`;
}

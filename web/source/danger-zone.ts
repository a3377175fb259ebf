import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { SectionHeading } from '../parts/headings.ts';
import { statusOf } from '../text/source-texts.ts';
import { DeleteDialog } from './delete-dialog.ts';
import type { SourceDialogProps } from './pause-dialog.ts';
import { RecreateDialog } from './recreate-dialog.ts';
import { SkipDialog } from './skip-dialog.ts';

const actions = {
  recreate: {
    name: 'Re-create',
    what: 'Register the source again. It waits to be accepted, and receives nothing until then.',
    Dialog: RecreateDialog,
  },
  skip: {
    name: 'Skip backlog',
    what: 'Give up the events that wait for another attempt.',
    Dialog: SkipDialog,
  },
  delete: {
    name: 'Delete',
    what: 'End the registration. The account receives no more events.',
    Dialog: DeleteDialog,
  },
  remove: { name: 'Delete', what: 'Remove this entry.', Dialog: DeleteDialog },
} as const;

type Action = keyof typeof actions;

/** The actions by which something is lost, apart from the others. */
export function DangerZone({ source, onChanged }: Omit<SourceDialogProps, 'onClose'>) {
  const [open, setOpen] = useState<Action>();
  const offered: readonly Action[] =
    statusOf(source) === 'deleted' ? ['recreate', 'remove'] : ['skip', 'delete'];
  return html`<section class="card danger-zone">
    <${SectionHeading} text="Danger zone" />
    ${offered.map(
      (action) =>
        html`<div key=${action}>
          <p>${actions[action].what}</p>
          <button type="button" class="danger outlined" onClick=${() => setOpen(action)}>
            ${actions[action].name}
          </button>
        </div>`,
    )}
    ${
      open !== undefined &&
      html`<${actions[open].Dialog}
        source=${source}
        onClose=${() => setOpen(undefined)}
        onChanged=${onChanged}
      />`
    }
  </section>`;
}

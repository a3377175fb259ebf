import { html } from 'htm/preact';
import { useId, useMemo, useState } from 'preact/hooks';
import type { ListedDetailType } from '../api/schemas.ts';
import { findDetailTypes, withChosen } from './find-detail-types.ts';
import { onText } from '../parts/on-text.ts';

/** The catalogue as a list to tick, with a search over it. */
export function DetailTypeChecklist({
  catalogue,
  chosen,
  onChange,
}: {
  readonly catalogue: readonly ListedDetailType[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  // Those that left the catalogue stay where they are when they are unticked.
  const all = useMemo(() => withChosen(catalogue, chosen), [catalogue]);
  const found = findDetailTypes(all, typed);
  const toggle = (detailType: string) =>
    onChange(
      chosen.includes(detailType)
        ? chosen.filter((other) => other !== detailType)
        : [...chosen, detailType],
    );
  return html`<div class="checklist">
    <label for="${id}-search">Find detail types</label>
    <input id="${id}-search" type="search" value=${typed} onInput=${onText(setTyped)} />
    <p class="hint" role="status">
      ${chosen.length} chosen, ${found.length} of ${all.length} shown
    </p>
    <div class="scroll" tabindex="0" role="group" aria-label="Detail types to choose">
      ${found.map(
        ({ detailType, description }) =>
          html`<label class="choice" key=${detailType}>
            <input
              type="checkbox"
              checked=${chosen.includes(detailType)}
              onChange=${() => toggle(detailType)}
            />
            <span>${detailType} <span class="note">${description}</span></span>
          </label>`,
      )}
    </div>
  </div>`;
}

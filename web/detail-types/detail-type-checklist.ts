import { html } from 'htm/preact';
import { useId, useMemo, useState } from 'preact/hooks';
import { findDetailTypes, withChosen, type OfferedDetailType } from './find-detail-types.ts';
import { onText } from '../parts/field.ts';

/** The catalogue as a searchable list of checkboxes. */
export function DetailTypeChecklist({
  catalogue,
  chosen,
  onChange,
}: {
  readonly catalogue: readonly OfferedDetailType[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  // Types that left the catalogue keep their position when they are deselected.
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
      ${chosen.length} selected, ${found.length} of ${all.length} shown
    </p>
    <div class="scroll" tabindex="0" role="group" aria-label="Detail types to select">
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

import { html } from 'htm/preact';
import { useId, useMemo, useState } from 'preact/hooks';
import { findDetailTypes, withChosen, type OfferedDetailType } from './find-detail-types.ts';
import { fewDetailTypes, foundGroups, groupDetailTypes } from './group-detail-types.ts';
import { ChecklistGroup } from './checklist-group.ts';
import { useFolding } from '../hooks/use-folding.ts';
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
  const openAtFirst = useMemo(() => openGroupsOf(all, chosen), [all]);
  const found = findDetailTypes(all, typed);
  const folding = useFolding(typed, (name) => openAtFirst.has(name));
  return html`<div class="checklist">
    <label for="${id}-search">Find detail types</label>
    <input id="${id}-search" type="search" value=${typed} onInput=${onText(setTyped)} />
    <p class="hint" role="status">
      ${chosen.length} selected, ${found.length} of ${all.length} found
    </p>
    <div class="scroll" tabindex="0" role="group" aria-label="Detail types to select">
      ${foundGroups(all, found).map(
        (group) =>
          html`<${ChecklistGroup}
            key=${group.name}
            group=${group}
            isSearch=${typed.trim() !== ''}
            folding=${folding}
            chosen=${chosen}
            onChange=${onChange}
          />`,
      )}
    </div>
  </div>`;
}

/** The names of the groups that are open at first: all of a few, otherwise those with a chosen type. */
function openGroupsOf(
  all: readonly OfferedDetailType[],
  chosen: readonly string[],
): ReadonlySet<string> {
  const open = groupDetailTypes(all).filter(
    ({ detailTypes }) =>
      all.length <= fewDetailTypes ||
      detailTypes.some(({ detailType }) => chosen.includes(detailType)),
  );
  return new Set(open.map(({ name }) => name));
}

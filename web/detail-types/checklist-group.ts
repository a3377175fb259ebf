import { html } from 'htm/preact';
import type { Folding } from '../hooks/use-folding.ts';
import { Fold } from '../parts/fold.ts';
import type { OfferedDetailType } from './find-detail-types.ts';
import { withGroup, type DetailTypeGroup } from './group-detail-types.ts';

/** What is chosen, and how that changes. */
interface Chosen {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Detail types that begin alike, to choose one by one or all at once. */
export function ChecklistGroup({
  group,
  isSearch,
  folding,
  ...choice
}: Chosen & {
  readonly group: DetailTypeGroup;
  /** The group has only what was found. */
  readonly isSearch: boolean;
  readonly folding: Folding;
}) {
  const { name, detailTypes } = group;
  const { chosen, onChange } = choice;
  const count = detailTypes.filter(({ detailType }) => chosen.includes(detailType)).length;
  const isWhole = count === detailTypes.length;
  const all = html`<input
    type="checkbox"
    aria-label="${isSearch ? 'All found' : 'All'} of ${name}"
    checked=${isWhole}
    indeterminate=${count > 0 && !isWhole}
    onChange=${() => onChange(withGroup(chosen, group))}
  />`;
  return html`<${Fold}
    name=${name}
    note="${count} of ${detailTypes.length}"
    before=${all}
    isOpen=${folding.isOpen(name)}
    onToggle=${() => folding.toggle(name)}
  >
    ${detailTypes.map((one) => html`<${Choice} key=${one.detailType} of=${one} ...${choice} />`)}
  <//>`;
}

function Choice({
  of: { detailType, description },
  chosen,
  onChange,
}: Chosen & { readonly of: OfferedDetailType }) {
  const isChosen = chosen.includes(detailType);
  const toggled = isChosen
    ? chosen.filter((other) => other !== detailType)
    : [...chosen, detailType];
  return html`<label class="choice">
    <input type="checkbox" checked=${isChosen} onChange=${() => onChange(toggled)} />
    <span>${detailType} <span class="note">${description}</span></span>
  </label>`;
}

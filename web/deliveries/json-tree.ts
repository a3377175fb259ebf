import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import { countOf } from '../text/amounts.ts';
import type { JsonEntry, JsonNode } from './json-text.ts';

/** How many entries are shown at first, and how many more each time. */
const entriesAtOnce = 100;

/** Levels that are open at first. */
const openLevels = 2;

/** A JSON value as a tree that folds; each value as it is written. */
export function JsonTree({ node }: { readonly node: JsonNode }) {
  return node.kind === 'plain'
    ? html`<code class="name">${node.text}</code>`
    : html`<${Entries} node=${node} level=${1} />`;
}

type Branch = Extract<JsonNode, { readonly kind: 'object' | 'list' }>;

function Entries({ node, level }: { readonly node: Branch; readonly level: number }) {
  const [shown, setShown] = useState(entriesAtOnce);
  const left = node.entries.length - shown;
  return html`<ul class="tree">
    ${node.entries
      .slice(0, shown)
      .map(
        (entry, index) =>
          html`<li key=${index}><${Entry} entry=${entry} index=${index} level=${level} /></li>`,
      )}
    ${
      left > 0 &&
      html`<li>
        <button type="button" class="small" onClick=${() => setShown(shown + entriesAtOnce)}>
          Show more (${left} left)
        </button>
      </li>`
    }
  </ul>`;
}

function Entry({
  entry: { name, value },
  index,
  level,
}: {
  readonly entry: JsonEntry;
  readonly index: number;
  readonly level: number;
}) {
  const label = html`<span class="key">${name ?? index}</span>: `;
  if (value.kind === 'plain') return html`<code class="name">${label}${value.text}</code>`;
  if (value.entries.length === 0) {
    return html`<code class="name">${label}${value.kind === 'list' ? '[]' : '{}'}</code>`;
  }
  return html`<${Fold} label=${label} node=${value} level=${level} />`;
}

/** A value that has others; they are made when it is opened. */
function Fold({
  label,
  node,
  level,
}: {
  readonly label: unknown;
  readonly node: Branch;
  readonly level: number;
}) {
  const [isOpen, setIsOpen] = useState(level < openLevels);
  const onToggle = ({ currentTarget }: Event & { readonly currentTarget: HTMLDetailsElement }) =>
    setIsOpen(currentTarget.open);
  const noun = node.kind === 'list' ? 'element' : 'member';
  return html`<details open=${isOpen} onToggle=${onToggle}>
    <summary>
      <code class="name">${label}</code>
      <span class="note">${countOf(node.entries.length, noun)}</span>
    </summary>
    ${isOpen && html`<${Entries} node=${node} level=${level + 1} />`}
  </details>`;
}

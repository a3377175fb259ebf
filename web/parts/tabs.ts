import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';

/** One tab and its content. */
export interface Tab {
  readonly name: string;
  readonly content: ComponentChildren;
}

/** Tabs of which one is shown; the arrow keys move between them. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const [selected, setSelected] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextTab(event.key, selected, tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    setSelected(next);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  const tabButton = ({ name }: Tab, index: number) =>
    html`<button
      type="button"
      role="tab"
      id="${id}-tab-${index}"
      aria-selected=${index === selected ? 'true' : 'false'}
      aria-controls="${id}-panel"
      tabindex=${index === selected ? 0 : -1}
      onClick=${() => setSelected(index)}
    >
      ${name}
    </button>`;
  return html`<div class="tabs">
    <div role="tablist" aria-label=${label} ref=${list} onKeyDown=${onKeyDown}>
      ${tabs.map(tabButton)}
    </div>
    <div role="tabpanel" id="${id}-panel" key=${selected} aria-labelledby="${id}-tab-${selected}">
      ${tabs[selected]?.content}
    </div>
  </div>`;
}

function nextTab(key: string, selected: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (selected + 1) % count;
    case 'ArrowLeft':
      return (selected + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

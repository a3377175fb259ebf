import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { useConsole } from '../console-services.ts';

/** A view's heading with its actions; also sets the page's title. */
export function ViewHeading({
  text,
  place,
  count,
  below,
  children,
}: {
  readonly text: string;
  /** Where something is; a part of the title. */
  readonly place?: string;
  /** The number of items in the view. */
  readonly count?: string;
  /** What is secondary. */
  readonly below?: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  const level = useConsole().headingLevel;
  const title = place === undefined ? text : `${text} · ${place}`;
  useLayoutEffect(() => {
    document.title = `${title} – Partner event sources`;
  }, [title]);
  return html`<div class="heading">
    <div class="titles">
      <${`h${level}`} class="view-heading" tabindex="-1" data-view-heading>
        ${text}${place !== undefined && html` <span class="count">${place}</span>`}
        ${count !== undefined && html` <span class="count">(${count})</span>`}
      <//>
      ${below}
    </div>
    <div class="actions">${children}</div>
  </div>`;
}

/** The heading of a section of a view. */
export function SectionHeading({ id, text }: { readonly id?: string; readonly text: string }) {
  const level = useConsole().headingLevel + 1;
  return html`<${`h${level}`} class="section-heading" id=${id}>${text}<//>`;
}

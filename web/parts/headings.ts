import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { useConsole } from '../console-services.ts';

/** A view's heading with its actions; also sets the page's title. */
export function ViewHeading({
  text,
  count,
  children,
}: {
  readonly text: string;
  /** The number of items in the view. */
  readonly count?: string;
  readonly children?: ComponentChildren;
}) {
  const level = useConsole().headingLevel;
  useLayoutEffect(() => {
    document.title = `${text} – Partner event sources`;
  }, [text]);
  return html`<div class="heading">
    <${`h${level}`} class="view-heading" tabindex="-1" data-view-heading>
      ${text}${count !== undefined && html` <span class="count">(${count})</span>`}
    <//>
    <div class="actions">${children}</div>
  </div>`;
}

/** The heading of a section of a view. */
export function SectionHeading({ id, text }: { readonly id?: string; readonly text: string }) {
  const level = useConsole().headingLevel + 1;
  return html`<${`h${level}`} class="section-heading" id=${id}>${text}<//>`;
}

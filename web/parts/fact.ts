import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';

/** A name and its value, in a list of facts. */
export function Fact({
  name,
  value,
}: {
  readonly name: string;
  readonly value: ComponentChildren;
}) {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

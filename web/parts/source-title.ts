import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { SourceKey } from '../api/source-path.ts';
import type { Source } from '../api/source.ts';
import { leadOf, placeOf, titledByName } from '../text/source-title.ts';
import { ViewHeading } from './headings.ts';
import { CopyButton } from './snippet.ts';

/** The long name of a source: secondary, but it is what AWS shows, so it can be copied. */
export function SourceName({ name }: { readonly name: string }) {
  return html`<span class="source-name">
    <code>${name}</code> <${CopyButton} text=${name} what="the source name" />
  </span>`;
}

/** A source, where a dialog asks about it. */
export function SourceTitle({ source }: { readonly source: Source }) {
  return html`<div class="source-title">
    <strong class="name">${leadOf(source)}</strong> <span>${placeOf(source)}</span>
    <${SourceName} name=${source.name} />
  </div>`;
}

/** The heading of a source's view. Before the source is loaded, its name says what it is of. */
export function SourceHeading({
  of,
  source,
  children,
}: {
  readonly of: SourceKey;
  readonly source: Source | undefined;
  readonly children?: ComponentChildren;
}) {
  const titled = source ?? titledByName(of);
  if (titled === undefined) return html`<${ViewHeading} text=${of.name}>${children}<//>`;
  return html`<${ViewHeading}
    text=${leadOf(titled)}
    place=${placeOf(titled)}
    below=${html`<${SourceName} name=${of.name} />`}
    >${children}<//
  >`;
}

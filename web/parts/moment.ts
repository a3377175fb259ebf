import { html } from 'htm/preact';
import { useNow } from '../hooks/use-now.ts';
import { agoText } from '../text/durations.ts';
import { exactText, momentText, spanText } from '../text/moments.ts';

/**
 * A moment in the viewer's time zone. The exact one is its title, so it is shown on hover; the style
 * shows it on focus, too, where Tab leads to it, and screen readers read it as the description.
 */
export function Moment({
  at,
  text = momentText(at),
  isStop = true,
}: {
  /** RFC 3339. */
  readonly at: string;
  readonly text?: string;
  /** Whether Tab leads to it; not in tables, where there are hundreds. */
  readonly isStop?: boolean;
}) {
  const tabIndex = isStop ? 0 : undefined;
  return html`<time class="moment" tabindex=${tabIndex} datetime=${at} title=${exactText(at)}
    >${text}</time
  >`;
}

/** A moment by how long ago it was; goes on by itself. */
export function Ago({ at, isStop }: { readonly at: string; readonly isStop?: boolean }) {
  const seconds = (useNow(5000) - Date.parse(at)) / 1000;
  return html`<${Moment} at=${at} text=${agoText(seconds)} isStop=${isStop} />`;
}

/** A sentence in which moments, and spans from one to another, have their exact times. */
export function TimedText({
  text,
  moments = [],
  spans = [],
}: {
  readonly text: string;
  readonly moments?: readonly (string | null)[];
  readonly spans?: readonly (readonly [from: string | null, to: string | null])[];
}) {
  const marks = [
    ...moments.flatMap((at) => (at === null ? [] : [[momentText(at), exactText(at)] as const])),
    ...spans.flatMap(([from, to]) =>
      from === null || to === null
        ? []
        : [[spanText(from, to), `${exactText(from)} – ${exactText(to)}`] as const],
    ),
  ];
  return html`${marked(text, marks)}`;
}

type Mark = readonly [text: string, exact: string];

/** The text in pieces, those of the marks with their titles. Each mark is used once. */
function marked(text: string, marks: readonly Mark[]): readonly unknown[] {
  const [mark, ...others] = marks;
  if (mark === undefined) return [text];
  const [wanted, exact] = mark;
  const at = text.indexOf(wanted);
  if (at === -1) return marked(text, others);
  return [
    ...marked(text.slice(0, at), others),
    html`<span class="moment" tabindex="0" title=${exact}>${wanted}</span>`,
    ...marked(text.slice(at + wanted.length), others),
  ];
}

import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { useNow } from '../hooks/use-now.ts';
import { expiryText } from '../text/durations.ts';
import { Moment } from './moment.ts';
import {
  conditionNames,
  conditionsOf,
  secondsLeft,
  statusNames,
  statusOf,
} from '../text/source-texts.ts';

const icons = { pending: '◔', active: '●', deleted: '✕', paused: '‖', failing: '⚠' } as const;

const names = { ...statusNames, ...conditionNames } as const;

/** An icon and text, never the colour alone. */
function badge(of: keyof typeof names) {
  return html`<span class="badge ${of}">
      <span aria-hidden="true">${icons[of]}</span> ${names[of]}
    </span>
    ${' '}`;
}

interface StatusProps {
  readonly source: Source;
  /** Whether Tab leads to its times. */
  readonly isStop?: boolean;
}

/** What a source is, each with a badge, and below it the expiry of a PENDING one or why it was deleted. */
export function Status({ source, isStop }: StatusProps) {
  return html`${[statusOf(source), ...conditionsOf(source)].map(badge)}
    <div class="note"><${StatusNote} source=${source} isStop=${isStop} /></div>`;
}

/** Counts down; screen readers do not announce each second. */
function StatusNote({ source, isStop }: StatusProps) {
  const nowMs = useNow(source.expiresAtMs === null ? undefined : 1000);
  const left = secondsLeft(source, nowMs);
  if (left !== undefined) {
    const text = expiryText(left);
    const at = source.expirationTime;
    return at === null ? text : html`<${Moment} at=${at} text=${text} isStop=${isStop} />`;
  }
  return source.retirement?.reason ?? '';
}

import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { Target } from '../snippets/target.ts';
import { statusOf } from '../text/source-texts.ts';
import { DangerZone } from './danger-zone.ts';
import { Guide } from './guide.ts';
import { NextSteps } from './next-steps.ts';
import { SourceFacts } from './source-facts.ts';
import type { SourceActionsProps } from './source-actions.ts';

/** The tab of a source's view that says how far it is, what it is, and what to do. */
export function Overview({ source, onChanged, onTestEvent }: SourceActionsProps) {
  const [target, setTarget] = useState<Target>('log');
  return html`${
      statusOf(source) !== 'deleted' &&
      html`<${Guide}
        key=${source.createdAt}
        source=${source}
        target=${target}
        onTestEvent=${onTestEvent}
      />`
    }
    <${SourceFacts} source=${source} />
    <${NextSteps} source=${source} target=${target} onTarget=${setTarget} />
    <${DangerZone} source=${source} onChanged=${onChanged} />`;
}

import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { SectionHeading } from '../parts/headings.ts';
import { LargeEventSteps } from '../parts/large-event-steps.ts';
import { Snippet } from '../parts/snippet.ts';
import { dropDuplicatesSnippet, firstTimeResources } from '../snippets/duplicates.ts';
import type { Target } from '../snippets/target.ts';
import { statusOf } from '../text/source-texts.ts';
import { mayHaveBus } from './earlier-bus-texts.ts';
import { SetupOptions } from './setup-options.ts';
import { TargetChoice } from './target-choice.ts';

/** The properties of the next steps. */
interface NextStepsProps {
  readonly source: Source;
  readonly target: Target;
  readonly onTarget: (target: Target) => void;
}

/** The next steps of the customer's AWS administrator, with several ways to do them. */
export function NextSteps({ source, target, onTarget }: NextStepsProps) {
  const status = statusOf(source);
  return html`<section class="card">
    <${SectionHeading} text="Next steps for your AWS administrator" />
    ${
      status === 'deleted'
        ? html`<p>
            None: the source was deleted. Re-create it below, and the steps to accept it again are
            shown here.
          </p>`
        : html`<p>${introduction(source)}</p>
            ${mayHaveBus(source) && html`<${EarlierBusNote} />`}
            <${TargetChoice} target=${target} onTarget=${onTarget} />
            <${SetupOptions} key=${status} source=${source} target=${target} />
            <${Duplicates} /><${LargeEvents} />`
    }
  </section>`;
}

function EarlierBusNote() {
  return html`<p class="flash warning">
    An event bus of an earlier registration probably exists. Then the source must be activated: each
    of the options says how.
  </p>`;
}

/** Events come at least once, and again if somebody sends them again. */
function Duplicates() {
  return html`<details>
    <summary>Drop events that come twice</summary>
    <p>
      An event can come more than once, and again in a replay. Its id is in one element of its${' '}
      <code>resources</code>: <code>event/ID</code>, or <code>replay/REPLAY/event/ID</code>. A rule
      whose pattern has <code>${firstTimeResources}</code> leaves replays out.
    </p>
    <${Snippet} label="Consumer (TypeScript)" text=${dropDuplicatesSnippet} />
  </details>`;
}

/** What does not fit an event comes by reference. */
function LargeEvents() {
  return html`<details>
    <summary>Fetch the details of large events</summary>
    <${LargeEventSteps} />
  </details>`;
}

function introduction({ account, region, state }: Source): string {
  const accepts =
    state === 'ACTIVE' ? '' : 'accepts the source with an event bus of the same name, and ';
  return `Each of these options ${accepts}makes a rule that sends all events to a target, in account ${account}, Region ${region}.`;
}

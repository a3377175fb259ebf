import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Source } from '../api/source.ts';
import { useKept } from '../hooks/use-kept.ts';
import { SectionHeading } from '../parts/headings.ts';
import { Snippet } from '../parts/snippet.ts';
import { arrivalsCommand } from '../snippets/cli.ts';
import { receiverOf } from '../snippets/receiver.ts';
import type { Target } from '../snippets/target.ts';
import { Moment } from '../parts/moment.ts';
import { guideStepNames, guideSteps, hasReceived, type GuideStep } from './guide-steps.ts';
import { TestEventButton } from './test-event-button.ts';
import type { SentTestEvent } from './test-event-texts.ts';

const marks = {
  done: { sign: '✓', word: 'Done' },
  current: { sign: '●', word: 'Current' },
  open: { sign: '○', word: 'Open' },
} as const;

/** The properties of the guide. */
interface GuideProps {
  readonly source: Source;
  readonly target: Target;
  readonly onTestEvent: (sent: SentTestEvent) => void;
}

/**
 * The steps to the first event and how far they are done. It is open until the first event, and stays so
 * while somebody looks: folded under the hand, it would hide that all is done, and take the focus away.
 */
export function Guide({ source, target, onTestEvent }: GuideProps) {
  const [isRuleMade, keepRuleMade] = useKept(`rule made ${source.arn} ${source.createdAt}`);
  const [isOpen] = useState(!hasReceived(source));
  const steps = guideSteps(source, isRuleMade);
  const done = steps.filter(({ mark }) => mark === 'done').length;
  const contents: Readonly<Record<GuideStep['step'], ComponentChildren>> = {
    registered: html`<p><${Moment} at=${source.createdAt} /></p>`,
    accepted: html`<p>${acceptedText(source)}</p>`,
    rule: html`<${RuleStep}
      account=${source.account}
      isMade=${isRuleMade}
      onMade=${keepRuleMade}
    />`,
    event: html`<${EventStep} source=${source} target=${target} onTestEvent=${onTestEvent} />`,
  };
  return html`<details class="card guide" open=${isOpen}>
    <summary>
      <${SectionHeading} text="First event" />
      <progress max=${steps.length} value=${done} aria-hidden="true"></progress>
      <span role="status">${done} of ${steps.length} steps done</span>
    </summary>
    <ol>
      ${steps.map((step) => stepItem(step, contents[step.step]))}
    </ol>
  </details>`;
}

function stepItem({ step, mark }: GuideStep, content: ComponentChildren) {
  const { sign, word } = marks[mark];
  const name = guideStepNames[step];
  return html`<li key=${step} class=${mark} aria-current=${mark === 'current' ? 'step' : undefined}>
    <span aria-hidden="true">${sign}</span>
    <div>
      <strong><span class="visually-hidden">${word}: </span>${name}</strong>
      ${content}
    </div>
  </li>`;
}

function acceptedText({ state, account, region }: Source): string {
  return state === 'ACTIVE'
    ? `Account ${account} has an event bus for the source.`
    : `The administrator of account ${account} accepts the source in ${region}: see the next steps below. AWS drops its events until then.`;
}

function RuleStep({
  account,
  isMade,
  onMade,
}: {
  readonly account: string;
  readonly isMade: boolean;
  readonly onMade: (isMade: boolean) => void;
}) {
  return html`<p>
      Only account ${account} can see its rules, so this page does not know. The next steps below
      make one.
    </p>
    <label class="choice">
      <input type="checkbox" checked=${isMade} onChange=${() => onMade(!isMade)} />
      <span>A rule sends the events to a target</span>
    </label>`;
}

function EventStep({ source, target, onTestEvent }: GuideProps) {
  if (source.state !== 'ACTIVE') return null;
  return html`<p>
      ${
        hasReceived(source)
          ? `EventBridge accepted ${source.lastAcceptedEvent?.detailType} for the active source. That is not yet the customer’s rule: only the account sees what its target has received.`
          : 'Send a test event, or wait for one of the generator.'
      }
    </p>
    <p>
      <${TestEventButton} source=${source} onSent=${onTestEvent} name="Send a test event now" />
    </p>
    ${
      hasReceived(source) &&
      html`<${Snippet}
        label="Check in the account"
        text=${`${arrivalsCommand(receiverOf(source), target)}\n`}
      />`
    }`;
}

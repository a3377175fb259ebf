import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import type { Source } from '../api/source.ts';
import { Snippet } from '../parts/snippet.ts';
import { activateCommand, remakeCommands, stateCommand } from '../snippets/cli.ts';
import { receiverOf } from '../snippets/receiver.ts';
import { earlierBusTexts, mayHaveBus, remakeTerraform, type Way } from './earlier-bus-texts.ts';

/** What a customer does, by one of the ways, when the event bus of an earlier registration is still there. */
export function EarlierBus({ source, way }: { readonly source: Source; readonly way: Way }) {
  const receiver = receiverOf(source);
  const { meets, remake } = earlierBusTexts[way];
  const remakes: Partial<Record<Way, ComponentChildren>> = {
    cli: html`<${Snippet}
      label="Commands that make the event bus again"
      text=${`${remakeCommands(receiver)}\n`}
    />`,
    terraform: html`<${Snippet}
      label="Command that makes the event bus again"
      text=${remakeTerraform}
    />`,
  };
  return html`<details open=${mayHaveBus(source)}>
    <summary>If the event bus of an earlier registration still exists</summary>
    <p>
      When a source is registered again, its old event bus stays, but is not connected: the source
      waits, and the rules on the bus get nothing. ${meets}
    </p>
    <ol class="steps">
      <li>
        Activate the source. The event bus keeps its rules and targets, which get events from then
        on.
        <${Snippet} label="Command that activates" text=${`${activateCommand(receiver)}\n`} />
      </li>
      <li>
        Look at its state: <code>ACTIVE</code> shows that it worked.
        <${Snippet} label="Command that shows the state" text=${`${stateCommand(receiver)}\n`} />
      </li>
    </ol>
    <p>
      Only to start anew: ${remake} An event bus that has rules cannot be deleted, so its rules go
      first, and a rule’s targets before it. They are lost unless they are made again.
    </p>
    ${remakes[way]}
  </details>`;
}

import { html } from 'htm/preact';
import { hashOf } from '../route.ts';

/** Shown instead of an empty table: the steps to the first event. */
export function EmptySources({ generator }: { readonly generator: string }) {
  const whose = generator === '' ? ' yet' : ` for ${generator}`;
  const form = hashOf({ view: 'register', prefilled: { generator, account: '', region: '' } });
  return html`<section class="card first-steps" aria-labelledby="first-steps">
    <p id="first-steps"><strong>No sources${whose}.</strong> Three steps to the first event:</p>
    <ol class="steps">
      <li>
        <strong>Register an AWS account and Region.</strong>
        <p>Events of a generator are relayed there.</p>
        <p><a class="button primary" href=${form}>Register source</a></p>
      </li>
      <li>
        <strong>Accept the source in the AWS console.</strong>
        <p>
          The account’s administrator associates it with an event bus. The source’s page links
          there.
        </p>
      </li>
      <li>
        <strong>Make a rule on the event bus.</strong>
        <p>
          It sends events to a target, such as a log group, a queue or a function. The source’s page
          has the code, and sends a test event.
        </p>
      </li>
    </ol>
    <p class="note"><a href="#/detail-types">View the detail types</a> that can be received.</p>
  </section>`;
}

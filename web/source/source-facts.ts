import { html } from 'htm/preact';
import type { Source } from '../api/source.ts';
import { Fact } from '../parts/fact.ts';
import { SectionHeading } from '../parts/headings.ts';
import { LastEvent } from '../parts/last-event.ts';
import { Moment, TimedText } from '../parts/moment.ts';
import { Status } from '../parts/status-badge.ts';
import { allSources, hashOf } from '../route.ts';
import { lastErrorFact } from '../text/source-texts.ts';

/** The details of a source. */
export function SourceFacts({ source }: { readonly source: Source }) {
  const { lastError, retirement } = source;
  return html`<section class="card">
    <${SectionHeading} text="Details" />
    <dl class="facts">
      <${Fact} name="State" value=${html`<${Status} source=${source} />`} />
      <${Fact} name="Account" value=${source.account} />
      <${Fact} name="Region" value=${source.region} />
      <${Fact} name="Generator" value=${generatorLink(source)} />
      <${Fact} name="Source ARN" value=${source.arn} />
      <${Fact} name="Detail types" value=${detailTypeLinks(source)} />
      <${Fact}
        name="Last accepted event"
        value=${html`<${LastEvent} event=${source.lastAcceptedEvent} />`}
      />
      <${Fact} name="Registered" value=${html`<${Moment} at=${source.createdAt} />`} />
      ${source.expirationTime !== null && html`<${Fact} name="Expires" value=${html`<${Moment} at=${source.expirationTime} />`} />`}
      <${Fact}
        name="Last checked with AWS"
        value=${source.lastCheckedAt === null ? 'Never' : html`<${Moment} at=${source.lastCheckedAt} />`}
      />
      ${retirement !== null && html`<${Fact} name="Deleted" value=${html`<${Moment} at=${retirement.retiredAt} />`} />`}
      ${
        source.pausedAt !== null &&
        html`<${Fact}
          name="Paused"
          value=${html`<${Moment} at=${source.pausedAt} />. Events are held, and nothing is sent.`}
        />`
      }
      ${lastError !== null && html`<${LastError} error=${lastError} />`}
    </dl>
    <p class="note">
      Accepted means that EventBridge accepted the event. It reaches the customer only while the
      source is active.
    </p>
  </section>`;
}

function LastError({ error }: { readonly error: NonNullable<Source['lastError']> }) {
  const { name, value } = lastErrorFact(error);
  return html`<${Fact}
    name=${name}
    value=${html`<${TimedText} text=${value} moments=${[error.time]} />`}
  />`;
}

function generatorLink({ generator }: Source) {
  return html`<a href=${hashOf({ ...allSources, generator })}>${generator}</a>`;
}

function detailTypeLinks({ detailTypes }: Source) {
  if (detailTypes === null) return 'All';
  return html`<ul class="plain">
    ${detailTypes.map(
      (detailType) =>
        html`<li><a href=${hashOf({ view: 'detailType', detailType })}>${detailType}</a></li>`,
    )}
  </ul>`;
}

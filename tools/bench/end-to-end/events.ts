import { createRequire } from 'node:module';
import * as v from 'valibot';
import type { OutgoingEvent } from '../../../producer/outgoing-event.ts';
import { nameSource } from '../../../lambdas/domain/mapping.ts';
import type { SourceInput } from '../../../local/input/sources.ts';
import { partnerName } from '../../../local/partner.ts';

/** What the events carry: 1 kB of text, or GitHub's sample webhook payloads, about 10 kB each. */
export type Payload = 'text' | 'github';

/** An event, and where it must arrive. */
export interface SentEvent {
  /** Unique; the event's one resource too, since the customer does not see the vendor's id. */
  readonly id: string;
  /** The name of the one customer's source, and of its bus. */
  readonly source: string;
  readonly detailType: string;
  readonly detailJson: string;
  /** As a producer takes it. */
  readonly event: OutgoingEvent;
  /** As the body of a message of its own. */
  readonly body: string;
}

const customers = 100;
const textBytes = 1000;

/** The customers: one for each generator, each with a bus. */
export const benchSources: readonly SourceInput[] = Array.from(
  { length: customers },
  (_, customer) => ({
    generator: generatorOf(customer),
    account: String(200_000_000_000 + customer),
    region: 'us-east-1',
    bus: 'active',
  }),
);

const sourceNames = benchSources.map((source) => {
  const named = nameSource(partnerName, source);
  if ('problem' in named) throw new Error(named.problem);
  return named.name;
});

/**
 * The events of a run, each about the next generator.
 *
 * @param run what the ids begin with, of letters and digits
 */
export function eventsOf(run: string, count: number, payload: Payload): readonly SentEvent[] {
  const payloads = payload === 'github' ? githubPayloads() : [];
  return Array.from({ length: count }, (_, index) => {
    const id = `${run}-${index}`;
    const { detailType, detail } = payloads[index % payloads.length] ?? textPayload(index);
    const generator = generatorOf(index % customers);
    const event = { id, generator, detailType, resources: [id], detail };
    return {
      id,
      source: sourceNames[index % customers] ?? '',
      detailType,
      detailJson: JSON.stringify(detail),
      event,
      body: JSON.stringify(event),
    };
  });
}

/** The id of the event that a body of {@link eventsOf} holds. */
export function idOf(body: string): string {
  return /^\{"id":"([^"]+)"/.exec(body)?.[1] ?? '';
}

function generatorOf(customer: number): string {
  return `bench/repository-${customer}`;
}

function textPayload(index: number) {
  const empty = JSON.stringify({ index, text: '' });
  return { detailType: 'bench', detail: { index, text: 'x'.repeat(textBytes - empty.length) } };
}

const webhooksSchema = v.array(
  v.object({
    name: v.string(),
    examples: v.array(v.looseObject({ action: v.exactOptional(v.string()) })),
  }),
);

function githubPayloads() {
  const webhooks: unknown = createRequire(import.meta.url)('@octokit/webhooks-examples');
  return v.parse(webhooksSchema, webhooks).flatMap(({ name, examples }) =>
    examples.map((detail) => ({
      detailType: detail.action === undefined ? name : `${name}.${detail.action}`,
      detail,
    })),
  );
}

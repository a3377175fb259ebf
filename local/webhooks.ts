import { createRequire } from 'node:module';

/** A webhook of GitHub's, with samples of its payload. */
export interface Webhook {
  readonly name: string;
  readonly examples: readonly Payload[];
}

/** The parts of a webhook payload that a domain event is made from. */
export interface Payload {
  readonly action?: string;
  readonly repository?: { readonly full_name?: string };
  readonly organization?: { readonly login?: string };
  readonly sender?: { readonly login?: string };
}

/** GitHub's webhooks. In the package, its build puts a reader of its own copy in the place of this module. */
export function readWebhooks(): readonly Webhook[] {
  return createRequire(import.meta.url)('@octokit/webhooks-examples');
}

import type { GuideItem } from '../guide/items.ts';

/** Something that the walk saw, in the order in which it saw it. */
export type Evidence = {
  /** When it was seen or asked (RFC 3339). */
  readonly at: string;
  /** What it shows, in a sentence without a full stop. */
  readonly title: string;
} & (
  | {
      readonly kind: 'call';
      /** Such as `POST https://.../sources` or `ListPartnerEventSourceAccounts, eu-west-1`. */
      readonly call: string;
      readonly by: 'tenant' | 'partner' | 'customer';
      readonly request?: unknown;
      readonly answer: unknown;
      /** HTTP status, where there is one. */
      readonly status?: number;
      readonly ms: number;
    }
  /** Something that was worked out, such as a comparison of two texts. */
  | { readonly kind: 'finding'; readonly lines: readonly string[] }
  | { readonly kind: 'screenshot'; readonly png: Uint8Array }
);

/** How an item of the list went. */
export interface ItemResult {
  readonly item: GuideItem;
  /** The Region that it was shown in; undefined for what is shown once. */
  readonly region: string | undefined;
  /** `notRun`: something before it failed, or the run was stopped. */
  readonly status: 'passed' | 'failed' | 'notRun';
  /** Why it failed or was not run; a sentence each, without a full stop. */
  readonly problems: readonly string[];
  /** What is worth knowing although it passed, such as what could not be shown. */
  readonly notes: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Whether everything that the run made is gone again. */
export interface CleanUpResult {
  readonly removed: number;
  /** What could not be removed, and how to do it by hand; a sentence each. */
  readonly left: readonly string[];
}

/** A walk through the validation list: what the report shows. */
export interface Validation {
  /** Such as "stage dev" or "local mode at port 4600". */
  readonly title: string;
  readonly partnerName: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly regions: readonly string[];
  /** The account numbers that are in the evidence; a report that masks hides these. */
  readonly accounts: readonly string[];
  /** Secrets that are in the evidence, such as a token; every report hides these. */
  readonly secrets: readonly string[];
  readonly items: readonly ItemResult[];
  readonly cleanUp: CleanUpResult;
  /** Whether the run was stopped by the operator. */
  readonly stopped: boolean;
}

/** Whether every item passed and nothing was left behind. */
export function isPassed({ items, cleanUp, stopped }: Validation): boolean {
  return !stopped && cleanUp.left.length === 0 && items.every(({ status }) => status === 'passed');
}

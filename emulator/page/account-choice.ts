import { html } from 'htm/preact';
import type { Customer } from './customer-side.ts';
import { PickOrType } from '../page-parts/pick-or-type.ts';

/** The heading of an account's pane: which account and Region it shows, of those known or typed. */
export function AccountChoice({
  id,
  title,
  accounts,
  regions,
  shown: { account, region },
  patterns,
  onAccount,
  onRegion,
}: {
  /** Of the heading; the ids of the fields begin with it. */
  readonly id: string;
  readonly title: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly shown: Customer;
  /** What can be typed. */
  readonly patterns: Readonly<Record<keyof Customer, RegExp>>;
  readonly onAccount: (account: string) => void;
  readonly onRegion: (region: string) => void;
}) {
  return html`<div class="pane-heading">
    <h2 id=${id}>${title}</h2>
    <${PickOrType}
      id="${id}-account"
      label="Account"
      options=${[...new Set(accounts)]}
      value=${account}
      pattern=${patterns.account}
      onPick=${onAccount}
    />
    <${PickOrType}
      id="${id}-region"
      label="Region"
      options=${[...new Set(regions)]}
      value=${region}
      pattern=${patterns.region}
      onPick=${onRegion}
    />
  </div>`;
}

import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import type { Brand } from '../../lambdas/contract/brand.ts';
import { Console } from '../console.ts';
import { localApi } from './local-api.ts';
import { localSession } from './local-session.ts';
import { PickOrType } from '../../emulator/page-parts/pick-or-type.ts';
import { useStored } from '../../emulator/page-parts/use-stored.ts';

/** More often than the deployed page: the service is local. */
const polling = { pendingMs: 1500, otherMs: 1500, listMs: 2000, historyMs: 2000 };

/** The vendor's administrator: the deployed console, for a selectable tenant. */
export function VendorPane({
  tenants,
  brand: { name, logo },
}: {
  readonly tenants: readonly string[];
  readonly brand: Brand;
}) {
  const [tenant, setTenant] = useStored('tenant', tenants[0] ?? 'acme');
  const session = useMemo(() => localSession(tenant, localApi.token), [tenant]);
  const onPick = (picked: string) => {
    // The current view may show a source that the next tenant does not have.
    location.hash = '#/sources';
    setTenant(picked);
  };
  return html`<section class="pane" aria-labelledby="vendor-pane">
    <div class="pane-heading">
      <h2 id="vendor-pane" class="page-name">
        ${logo !== undefined && html`<img class="page-logo" src=${logo} alt="" />`}
        ${name ?? 'Vendor'}’s administrator
      </h2>
      <${PickOrType}
        id="tenant"
        label="Tenant"
        options=${tenants}
        value=${tenant}
        pattern=${/^[^/\s]+$/}
        onPick=${onPick}
      />
    </div>
    <${Console}
      key=${tenant}
      session=${session}
      polling=${polling}
      headingLevel=${3}
      vendor=${name}
    />
  </section>`;
}

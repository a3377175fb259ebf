import { html } from 'htm/preact';
import type { CatalogExportView } from '../../lambdas/contract/catalog-view.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { saveFile } from '../parts/save-file.ts';

/** Buttons that save the catalogue as files for a customer's tools. */
export function CatalogDownloads({ exports }: { readonly exports: readonly CatalogExportView[] }) {
  const { api } = useConsole();
  const call = useCall(api.download);
  if (exports.length === 0) return null;
  const save = async ({ name, href }: CatalogExportView) => {
    const content = await call.run(href);
    if (content !== undefined) saveFile(name, content);
  };
  return html`<p class="downloads" aria-busy=${String(call.isBusy)}>
      Download:
      ${exports.map(
        (file) =>
          html`<button type="button" class="small" onClick=${() => void save(file)}>
            ${file.title}
          </button>`,
      )}
    </p>
    ${call.failure !== undefined && html`<${FailureBox} failure=${call.failure} />`}`;
}

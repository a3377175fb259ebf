import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

/** A text with a button that copies it. */
export function Snippet({ label, text }: { readonly label: string; readonly text: string }) {
  return html`<div class="snippet">
    <div class="snippet-bar">
      <span>${label}</span>
      <${CopyButton} text=${text} what=${label} />
    </div>
    <pre tabindex="0" role="region" aria-label=${label}><code>${text}</code></pre>
  </div>`;
}

/** Copies a text and shows the result. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [result, setResult] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setResult('Copied');
    } catch {
      setResult('Copy failed: select the text instead');
    }
  };
  return html`<span class="copy">
    <span role="status">${result}</span>
    <button type="button" class="small" onClick=${copy}>
      Copy<span class="visually-hidden"> ${what}</span>
    </button>
  </span>`;
}

import { palette } from './palette.ts';

/**
 * The style of papers and of documentation, also on paper. Classes: `missing` marks what is not there, `note`
 * is small print, `wide` a table that scrolls by itself.
 */
export const pageStyle = `${palette}
* { box-sizing: border-box; }
body {
  max-width: 64rem;
  margin: 0 auto;
  padding: 2rem 1.25rem 4rem;
  background: var(--page);
  color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif;
}
h1, h2, h3 { line-height: 1.25; margin: 2em 0 0.6em; overflow-wrap: anywhere; }
h1 { font-size: 1.8rem; margin-top: 0; }
h2 { font-size: 1.3rem; }
h3 { font-size: 1.05rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible {
  outline: 2px solid var(--link);
  outline-offset: 2px;
}
code, pre { font-family: ui-monospace, monospace; font-size: 0.875em; }
pre code { font-size: inherit; }
code { overflow-wrap: anywhere; }
nav { margin-bottom: 1rem; }
pre {
  margin: 0.75rem 0;
  padding: 0.75rem 1rem;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--raised);
  overflow: auto;
}
table { width: 100%; border-collapse: collapse; margin: 0.75rem 0; }
th, td {
  padding: 0.45rem 0.75rem;
  border-bottom: 1px solid var(--line);
  text-align: start;
  vertical-align: top;
  overflow-wrap: anywhere;
}
thead th { border-bottom-width: 2px; white-space: nowrap; }
tbody th { font-weight: 600; }
.wide { overflow-x: auto; }
.wide table { min-width: 40rem; }
img { max-width: 100%; height: auto; background: #ffffff; border: 1px solid var(--line); }
summary { cursor: pointer; }
.note, figcaption { color: var(--muted); font-size: 0.9rem; }
.missing { color: var(--warning); font-weight: 600; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; }
  pre { white-space: pre-wrap; }
}
`;

import { palette } from '../../pages/palette.ts';

/** The look of a report: on a projector, in dark mode, on a phone and on paper. */
export const reportStyle = `${palette}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  padding: 1.5rem;
  max-width: 76rem;
  background: var(--page);
  color: var(--text);
  font: 1.125rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3, h4 { line-height: 1.25; }
h1 { margin: 0 0 1rem; font-size: 2rem; }
h2 { margin: 2.5rem 0 1rem; font-size: 1.5rem; }
h3 { margin: 0 0 0.5rem; font-size: 1.25rem; }
h4 { margin: 0 0 0.25rem; font-size: 1.125rem; }
p, ul, ol, dl, pre, figure { margin: 0 0 0.75rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.kind, .note, .place, figcaption { color: var(--muted); }
.note, figcaption { font-size: 1rem; }
.place { font-weight: 400; }
.label { margin: 0 0 0.25rem; font-weight: 600; }
.facts { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; }
dt { color: var(--muted); font-size: 1rem; }
dd { margin: 0; font-weight: 600; }
.verdict { padding: 0.75rem 1rem; border: 1px solid var(--line); border-left: 0.5rem solid var(--danger); }
.verdict.passed { border-left-color: var(--good); }
.status { white-space: nowrap; font-weight: 600; color: var(--text); }
.status.passed { color: var(--good); }
.status.failed { color: var(--danger); }
h3 .status { margin-left: 0.5rem; font-size: 1.125rem; }
.wide { position: relative; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { padding-bottom: 0.5rem; text-align: left; color: var(--muted); }
th, td { padding: 0.4rem 0.75rem; border: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: normal; }
th[scope='row'] { min-width: 12rem; font-weight: 400; }
th[scope='rowgroup'], thead th { background: var(--raised); }
article { margin: 0 0 1.5rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 0.5rem; }
.evidence > li { margin-bottom: 1.25rem; }
pre, code { font: 1rem/1.45 ui-monospace, monospace; unicode-bidi: isolate; }
pre { padding: 0.75rem; background: var(--raised); border-radius: 0.25rem; white-space: pre-wrap; }
summary { cursor: pointer; font-weight: 600; }
details { margin-bottom: 0.75rem; }
img { max-width: 100%; height: auto; border: 1px solid var(--line); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 40rem) {
  body { padding: 0.75rem; }
  article { padding: 0.75rem; }
  .evidence { padding-left: 1.25rem; }
}
@media print {
  :root { color-scheme: light; font-size: 9pt; }
  @page { margin: 15mm; }
  body { padding: 0; max-width: none; }
  pre, code { font-size: 0.9rem; }
  a { color: inherit; text-decoration: none; }
  details::details-content { display: block; content-visibility: visible; block-size: auto; }
  h1, h2, h3, h4, .label { break-after: avoid; }
  tr, figure { break-inside: avoid; }
  article { break-before: page; border: 0; padding: 0; }
  h2 + article, h2 + .note + article { break-before: avoid; }
  img { max-height: 200mm; }
  .wide { overflow: visible; }
}
`;

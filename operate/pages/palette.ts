/**
 * The colours of all pages that commands write, light or dark as the reader's system is. Texts have a contrast
 * of 4.5 to 1 at least (WCAG AA), on the page and on what is raised from it.
 */
export const palette = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #10151b);
  --raised: light-dark(#eef2f6, #222c38);
  --text: light-dark(#16202c, #e3e8ee);
  --muted: light-dark(#4c5a69, #a9b5c2);
  --line: light-dark(#c5ced8, #3a4755);
  --link: light-dark(#0b57a4, #7db8f5);
  --danger: light-dark(#b0231a, #ff9a90);
  --good: light-dark(#0e6632, #74d69b);
  --warning: light-dark(#7a4b00, #f0be6b);
}`;

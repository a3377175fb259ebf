/** What a page's HTML refers to. The addresses are of the page's own origin. */
export interface PageFiles {
  readonly title: string;
  readonly script: string;
  /** The scripts that it imports at once. */
  readonly imported: readonly string[];
  readonly style: string;
  readonly icon: string;
}

/** The HTML of a page: nothing inline, as its content security policy requires. */
export function pageHtml({ title, script, imported, style, icon }: PageFiles): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="${style}">
${imported.map((address) => `<link rel="modulepreload" href="${address}">\n`).join('')}<script type="module" src="${script}"></script>
</head>
<body><div id="app"></div><noscript>This page requires JavaScript.</noscript></body>
</html>
`;
}

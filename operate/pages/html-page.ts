import html from 'html-template-tag';

/** A page that is one file, or a page of a site of such files. */
export interface HtmlPage {
  readonly title: string;
  /** CSS of our own, in the page itself: it loads nothing from elsewhere. */
  readonly style: string;
  /** HTML, made with the tag `html` of html-template-tag, which escapes what it is given. */
  readonly body: string;
}

/** A page as HTML, in which nothing is executed and which needs no other file but images beside it. */
export function htmlPage({ title, style, body }: HtmlPage): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="content-security-policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'"
        />
        <title>${title}</title>
        <style>
          $${style}
        </style>
      </head>
      <body>
        $${body}
      </body>
    </html> `;
}

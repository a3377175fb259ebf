import html from 'html-template-tag';

/**
 * A URL for an attribute, where html-template-tag takes only what is marked as safe: `href="$${safeUrl(url)}"`.
 * It is escaped. Only HTTPS, e-mail, places on the page and files beside it are links; of anything else
 * nothing is left.
 */
export function safeUrl(url: string): string {
  const isSafe = /^(?:https:\/\/|mailto:|#|(?:\.{1,2}\/)?[\w-][\w./-]*(?:#[\w-]*)?$)/.test(url);
  return isSafe ? html`${url}` : '';
}

/** The URL if it is safe in a link: https only. Others could run as script. */
export function httpsUrl(text: string): string | undefined {
  return URL.canParse(text) && new URL(text).protocol === 'https:' ? text : undefined;
}

/** The URL if it is safe in a link, also without TLS: local mode has none. */
export function webUrl(text: string): string | undefined {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}

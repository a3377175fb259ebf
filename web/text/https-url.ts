/** A URL that may stand in a link: https, or undefined. Others could run as script. */
export function httpsUrl(text: string): string | undefined {
  return URL.canParse(text) && new URL(text).protocol === 'https:' ? text : undefined;
}

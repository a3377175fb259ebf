import type { Brand } from '../lambdas/contract/brand.ts';

/** What the page calls the vendor's sources: in its header and in the titles of its windows. */
export function sourcesOf(vendor: string | undefined): string {
  return `${vendor ?? 'Partner'} event sources`;
}

/** Gives the page the vendor's colours; its style sheet has others where there are none. */
export function showColours(
  { light, dark }: Pick<Brand, 'light' | 'dark'>,
  { style }: Pick<HTMLElement, 'style'> = document.documentElement,
): void {
  for (const [scheme, colours] of Object.entries({ light, dark })) {
    if (colours === undefined) continue;
    style.setProperty(`--${scheme}-accent`, colours.accent);
    style.setProperty(`--${scheme}-on-accent`, colours.onAccent);
  }
}

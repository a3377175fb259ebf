import type { Locator, Page } from 'playwright-core';

/** What an administrator of the vendor fills in. */
export interface Wish {
  readonly generator: string;
  readonly account: string;
  readonly region: string;
}

/** Fills the registration form, which is open. */
export async function fillRegistration(
  view: Page | Locator,
  { generator, account, region }: Wish,
): Promise<void> {
  await view.getByLabel('Generator', { exact: true }).fill(generator);
  await view.getByLabel('AWS account', { exact: true }).fill(account);
  await view.getByLabel('Region', { exact: true }).selectOption(region);
}

/** Registers a source by the form, which is open; ends at the source's details. */
export async function register(view: Page | Locator, wish: Wish): Promise<void> {
  await fillRegistration(view, wish);
  await view.getByRole('button', { name: 'Register', exact: true }).click();
  await view.getByRole('heading', { name: 'Details' }).waitFor();
}

/** Deletes the source whose details are open; ends at the list of sources. */
export async function deleteSource(view: Page | Locator): Promise<void> {
  await view.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = view.getByRole('dialog', { name: 'Delete source' });
  await dialog.getByRole('button', { name: /^Delete / }).click();
  await view.getByRole('heading', { name: /^Partner event sources/ }).waitFor();
}

/** The badge of the source whose details are open. */
export function badge(view: Page | Locator, words: string): Locator {
  return view.getByRole('definition').getByText(new RegExp(`^\\W ${words}$`));
}

/** Shows one of the ways to set a source up, by the name of its tab. */
export async function selectTab(view: Page | Locator, name: string): Promise<void> {
  await view.getByRole('tab', { name }).click();
  await view.getByRole('tabpanel', { name }).waitFor();
}

/** The link of a row of the list to its source. */
export function sourceLink(view: Page | Locator, { generator, account, region }: Wish): Locator {
  const name = `${generator} for account ${account} in ${region}`;
  return view.getByRole('link', { name, exact: true });
}

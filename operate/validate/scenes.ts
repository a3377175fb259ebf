import type { Locator, Page } from 'playwright-core';

/** A page before the sign-in. */
export interface PageScene {
  /** Of the page, without a path. */
  readonly url: string;
}

/** Local mode's page, at a source of the run. */
export interface SourceScene extends PageScene {
  readonly tenant: string;
  readonly generator: string;
  readonly account: string;
  readonly region: string;
  /** Of the source; before it is registered it is in no picture. */
  readonly name: string;
}

/** What a picture shows at each step. */
export interface Scenes {
  /** On a stage: the page that asks to sign in. */
  readonly signIn: PageScene;
  /** The registration form, filled in. */
  readonly register: SourceScene;
  /** The source, PENDING, with the next steps. */
  readonly pending: SourceScene;
  readonly active: SourceScene;
  /** What arrived at the customer. */
  readonly received: SourceScene;
  /** The source is gone from the list, and deleted for the customer. */
  readonly deleted: SourceScene;
}

/** Opens the page at a step and waits until it shows what the picture is of. Rejects if it does not. */
export const stagings: {
  readonly [S in keyof Scenes]: (page: Page, scene: Scenes[S]) => Promise<void>;
} = {
  async signIn(page, { url }) {
    await page.goto(url);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  },
  async register(page, scene) {
    const { generator, account, region } = scene;
    const { vendor } = await openLocal(page, scene, '#/register');
    await vendor.getByLabel('Generator', { exact: true }).fill(generator);
    await vendor.getByLabel('AWS account', { exact: true }).fill(account);
    await vendor.getByLabel('Region', { exact: true }).selectOption(region);
  },
  pending: async (page, scene) => await openSource(page, scene, 'Waiting to be accepted'),
  active: async (page, scene) => await openSource(page, scene, 'Active'),
  async received(page, scene) {
    const { customer } = await openLocal(page, scene, sourceHash(scene));
    await customer.getByRole('listitem').filter({ hasText: 'matched by' }).first().waitFor();
  },
  async deleted(page, scene) {
    const { vendor, customer } = await openLocal(page, scene, '#/sources');
    await vendor.getByRole('link', { name: 'Register source' }).first().waitFor();
    await vendor.getByText(/^Loading/).waitFor({ state: 'detached' });
    await vendor.getByRole('row').filter({ hasText: scene.name }).waitFor({ state: 'detached' });
    const isDeleted = card(customer, scene).getByText('Deleted by the partner');
    const isGone = customer.getByText(/has no partner event sources/);
    await isDeleted.or(isGone).first().waitFor();
  },
};

/** The controls of the registration form by their labels. */
export async function registerLabels(page: Page, url: string): Promise<readonly string[]> {
  await page.goto(`${url}/#/register`);
  const form = page.locator('form').filter({
    has: page.getByRole('button', { name: 'Register', exact: true }),
  });
  await form.getByLabel('Region', { exact: true }).waitFor();
  const controls = await form.locator('input, select, textarea').all();
  return await Promise.all(controls.map((control) => labelOf(form, control)));
}

async function labelOf(form: Locator, control: Locator): Promise<string> {
  const id = await control.getAttribute('id');
  const around = control.locator('xpath=ancestor::label[1]');
  const label = id === null ? around : form.locator(`label[for=${JSON.stringify(id)}]`).or(around);
  const [text] = await label.allInnerTexts();
  const named = text ?? (await control.getAttribute('aria-label'));
  return named?.trim() ?? '(a control without a label)';
}

async function openSource(page: Page, scene: SourceScene, state: string): Promise<void> {
  const { vendor, customer } = await openLocal(page, scene, sourceHash(scene));
  await vendor
    .getByRole('definition')
    .getByText(new RegExp(`^\\W ${state}$`))
    .waitFor();
  await vendor.getByText('Next steps for your AWS administrator').waitFor();
  await card(customer, scene).waitFor();
}

/** Opens local mode's page with the vendor's side at a view and the customer's side at the source's account. */
async function openLocal(page: Page, scene: SourceScene, hash: string) {
  const { url, tenant, account, region } = scene;
  const stored = { tenant, account, region, guide: 'dismissed' };
  const content = Object.entries(stored)
    .map(([key, value]) => `sessionStorage.setItem('${key}', ${JSON.stringify(value)});`)
    .join('\n');
  await page.addInitScript({ content });
  await page.goto(`${url}/${hash}`);
  return {
    vendor: page.getByRole('region', { name: 'Vendor’s administrator' }),
    customer: page.getByRole('region', { name: 'AWS customer' }),
  };
}

function sourceHash({ region, name }: SourceScene): string {
  return `#/sources/${region}/${name}`;
}

function card(customer: Locator, { name }: SourceScene): Locator {
  return customer.getByRole('article', { name: `Source ${name}`, exact: true });
}

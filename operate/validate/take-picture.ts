import type { Scenes, SourceScene } from './scenes.ts';
import type { ItemRun } from './item-run.ts';
import type { WalkContext, WalkedSource } from './walk-context.ts';

type SourceStep = Exclude<keyof Scenes, 'signIn'>;

const titles: Readonly<Record<SourceStep, string>> = {
  register: 'The registration form, filled in',
  pending: 'The source waits to be accepted',
  active: 'The source is accepted',
  received: 'Events that the customer received',
  deleted: 'The source is deleted',
};

/** Takes a picture of local mode's page at a step of a source. A stage's page shows nothing without a sign-in. */
export async function takePicture(
  step: SourceStep,
  { generator, view }: Pick<WalkedSource, 'generator'> & { readonly view: PicturedSource },
  run: ItemRun,
  { subject, camera }: Pick<WalkContext, 'subject' | 'camera'>,
): Promise<void> {
  if (subject.kind === 'stage') return;
  const { pageUrl: url, tenants } = subject;
  const { account, region, name } = view;
  const scene = { url, tenant: tenants.first.tenant, generator, account, region, name };
  const png = await camera.shoot(step, scene);
  if (png !== undefined) run.screenshot(titles[step], png);
}

type PicturedSource = Pick<SourceScene, 'account' | 'region' | 'name'>;

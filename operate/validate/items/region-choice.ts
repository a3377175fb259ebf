import * as v from 'valibot';
import { jsonOf } from '../api/send-api.ts';
import { answerWords, tenantCalls } from '../api/tenant-calls.ts';
import { askedRegions } from '../choose-regions.ts';
import { ItemEnded } from '../item-ended.ts';
import type { ItemRun } from '../item-run.ts';
import type { WalkContext } from '../walk-context.ts';
import { readPageScripts } from './page-scripts.ts';

const regionsSchema = v.object({ regions: v.array(v.object({ region: v.string() })) });

/** The API offers several Regions, those of the walk among them, and the page's form takes them from there. */
export async function showRegionChoice(run: ItemRun, context: WalkContext): Promise<void> {
  const { subject, regions, services } = context;
  const answer = await tenantCalls(subject.tenants.first, run, services).ask(
    'The tenant asks for the Regions to choose from',
    { method: 'GET', path: '/regions' },
  );
  const read = v.safeParse(regionsSchema, jsonOf(answer));
  if (answer.status !== 200 || !read.success) {
    throw new ItemEnded(`expected the Regions to choose from, but ${answerWords(answer)}`);
  }
  const offered = read.output.regions.map(({ region }) => region);
  run.expect(
    offered.length >= askedRegions,
    `expected at least ${askedRegions} Regions to choose from, but there are ${offered.length}`,
  );
  for (const region of regions.filter((one) => !offered.includes(one))) {
    run.problem(`expected ${region} among the Regions to choose from, but it is not`);
  }
  const scripts = await readPageScripts(run, context);
  run.expect(
    scripts.some(({ text }) => text.includes('/regions')),
    'expected the page to ask the API for the Regions, but no script of it does',
  );
  if (regions.length < askedRegions) {
    run.note(`AWS asks for ${askedRegions} Regions, and this walk is of ${regions.length}`);
  }
}

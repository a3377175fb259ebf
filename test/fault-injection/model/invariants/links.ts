import { fetchStatus } from '../outside.ts';
import type { World } from '../world.ts';

/** Clocks are off by ten minutes at the most. */
const skewMs = 11 * 60_000;
const mostFetches = 12;

/** In the end each link opens as long as its source has the generation that it was made for, and no other does. */
export async function judgeLinks(world: World): Promise<void> {
  const { payloads, registry, time, accuse } = world;
  const sent = [...payloads.sent].slice(-mostFetches);
  for (const [token, { sourceArn, generation, expiresAtMs }] of sent) {
    if (Math.abs(expiresAtMs - time.now()) < skewMs) continue;
    const mapping = registry.all().find((one) => one.sourceArn === sourceArn);
    const isHeld =
      mapping !== undefined &&
      mapping.retirement === undefined &&
      mapping.generation === generation &&
      expiresAtMs > time.now();
    const status = await fetchStatus(token, world);
    if (status === (isHeld ? 302 : 404)) continue;
    accuse('links open for their own alone', `a link of ${sourceArn} is answered ${status}`);
  }
}

import type { PrepareSender } from '../sender.ts';
import { bodiesOfFanOut } from './bodies-of-fan-out.ts';
import { recordOfEvent } from './fan-out.ts';
import { signedPoster } from './signed-post.ts';

/**
 * The requests of the fan-out function, their bodies prepared before the measurement: what is left is what
 * every sender must do for them. This many are in flight.
 *
 * @param parses whether each event's message is parsed before, whose outcome is thrown away
 */
export function floorOf(callsInFlight: number, { parses = false } = {}): PrepareSender {
  return async (events) => {
    const messages = parses ? events.map((event) => recordOfEvent(event).body) : [];
    const bodies = await bodiesOfFanOut(events, callsInFlight);
    const post = signedPoster({
      url: new URL(process.env['AWS_ENDPOINT_URL_EVENTBRIDGE'] ?? ''),
      region: process.env['AWS_REGION'] ?? '',
      accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
    });
    return async () => {
      for (const message of messages) JSON.parse(message);
      const left = bodies.values();
      const postWhatIsLeft = async () => {
        for (const body of left) await post(body);
      };
      await Promise.all(Array.from({ length: callsInFlight }, postWhatIsLeft));
    };
  };
}

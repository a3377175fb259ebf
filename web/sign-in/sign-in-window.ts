const channelName = 'sign-in';

/**
 * In the window of a sign-in that another window of this page started: hands the provider's response
 * over to it. The other window recognizes its own by `state`.
 */
export function handOver(search: string): void {
  const channel = new BroadcastChannel(channelName);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has this page's origin, and takes no target.
  channel.postMessage(search);
  channel.close();
}

/**
 * Opens the provider's page in a new window, so that this one keeps what was entered. Resolves with
 * the provider's response for this `state`; never, if there is none.
 *
 * @returns undefined if the browser blocks the window
 */
export function openSignInWindow(url: URL, state: string): Promise<string> | undefined {
  if (open(url, '_blank', 'popup,width=520,height=720') === null) return undefined;
  const channel = new BroadcastChannel(channelName);
  return new Promise((resolve) => {
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'string' || new URLSearchParams(data).get('state') !== state) return;
      channel.close();
      resolve(data);
    });
  });
}

import { installApart } from '../install/install-apart.ts';
import { peersFolder } from './load-peers.ts';

/**
 * Installs the peers, unless they are. Rejects with an `InstallError`.
 *
 * @param reason who needs them
 * @param show gets the line that says so
 */
export async function installPeers(reason: string, show: (line: string) => void): Promise<void> {
  await installApart({ folder: peersFolder, name: 'tools/bench/peers', reason }, show);
}

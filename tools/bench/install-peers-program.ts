import { InstallError } from '../install/install-apart.ts';
import { installPeers } from './install-peers.ts';

try {
  await installPeers('their types and tests are checked', (line) => {
    process.stderr.write(`${line}\n`);
  });
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

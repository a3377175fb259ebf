import type { SigningCredentials } from '../request-signer.ts';
import { ownCredentials } from './own-place.ts';

/** The function's credentials: those that Lambda passes to it, otherwise those that the SDK finds. */
export async function signingCredentials(): Promise<SigningCredentials> {
  try {
    return ownCredentials();
  } catch {
    const { sdkCredentials } = await import('./sdk-credentials.ts');
    return await sdkCredentials();
  }
}

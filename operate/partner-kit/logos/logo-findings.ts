import { dirname, resolve } from 'node:path';
import type { Finding } from '../finding.ts';
import type { Known } from '../papers/known.ts';
import { checkLogo } from './check-logo.ts';
import { logoKinds, logoNames, type LogoName } from './logo-kinds.ts';

/** What is wrong with the files of the logos; paths are from the folder of partner.json. */
export async function logoFindings(
  known: Pick<Known, 'partner' | 'partnerFile'>,
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  // One after the other, so that one drawing is in memory.
  for (const name of logoNames) found.push(...(await findingsOf(name, known)));
  return found;
}

async function findingsOf(
  name: LogoName,
  { partner, partnerFile }: Pick<Known, 'partner' | 'partnerFile'>,
): Promise<readonly Finding[]> {
  const file = partner.logos?.[name]?.file;
  const field = `logos.${name}.file`;
  const about = { paper: 'questionnaire', field } as const;
  if (file === undefined) {
    const problem = 'is not given, so that the logo was not checked';
    return [{ ...about, kind: 'unchecked', problem, where: partnerFile }];
  }
  const faults = await checkLogo(resolve(dirname(partnerFile), file), logoKinds[name]);
  return faults.map((problem) => ({ ...about, kind: 'contradiction', problem, where: file }));
}

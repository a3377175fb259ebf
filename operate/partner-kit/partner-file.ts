import { existsSync } from 'node:fs';
import * as v from 'valibot';
import { accountId } from '../../lambdas/domain/account-id.ts';
import { isRegionCode } from '../../lambdas/domain/region-code.ts';
import { objectOf, readJsonFile } from '../../terminal/json-file.ts';
import { logoNames } from './logos/logo-kinds.ts';

const text = v.pipe(v.string('must be a text'), v.trim(), v.nonEmpty('is empty'));
const email = v.pipe(text, v.email('must be an e-mail address'));
const account = v.pipe(
  text,
  v.regex(accountId, 'must be the 12 digits of an AWS account, as a text'),
);
const region = v.pipe(text, v.check(isRegionCode, 'must be an AWS Region such as us-east-1'));
const phone = v.pipe(
  text,
  v.regex(/^\+[\d\s().-]{5,30}$/, 'must be a phone number with its country code: +1 555 0100'),
);
const link = v.pipe(
  text,
  v.url('must be a URL'),
  v.startsWith('https://', 'must begin with https://'),
);

const logo = v.exactOptional(
  objectOf({
    /** Where the file is, from the folder of partner.json. */
    file: v.exactOptional(text),
    /** Where AWS finds it. */
    url: v.exactOptional(link),
  }),
);

/** A partner.json: what only the vendor knows. Every field may be missing. */
const partnerSchema = objectOf({
  apnEmail: v.exactOptional(email),
  companyName: v.exactOptional(text),
  contactEmails: listOf(email),
  contactPhones: listOf(phone),
  partnerTestAccounts: listOf(account),
  customerTestAccounts: listOf(account),
  testRegions: listOf(region),
  companyDescription: v.exactOptional(text),
  integrationDescription: v.exactOptional(text),
  useCases: listOf(text),
  links: listOf(link),
  catalogUrl: v.exactOptional(link),
  logos: v.exactOptional(
    objectOf({ squareSvg: logo, squarePng: logo, wideSvg: logo, widePng: logo }),
  ),
});

function listOf<S extends v.GenericSchema<unknown, string>>(item: S) {
  return v.exactOptional(
    v.pipe(
      v.array(item, 'must be a list'),
      v.nonEmpty('is empty: leave it out, or fill it in'),
      v.checkItems((one, index, all) => all.indexOf(one) === index, 'is there twice'),
    ),
  );
}

/** What only the vendor knows. */
export type Partner = v.InferOutput<typeof partnerSchema>;

/** The fields of a partner.json; those of a logo with a full stop between them. */
export const partnerFields: readonly string[] = [
  ...Object.keys(partnerSchema.pipe[1].entries).filter((name) => name !== 'logos'),
  ...logoNames.flatMap((name) => [`logos.${name}.file`, `logos.${name}.url`]),
];

/** Where a partner.json is unless something is said. */
export const standardPartnerFile = 'partner.json';

/**
 * Reads a partner.json. Rejects with an InputError that names the field. If no file was named and there is
 * none, nothing is known.
 */
export async function readPartner(path: string | undefined): Promise<Partner> {
  if (path === undefined && !existsSync(standardPartnerFile)) return {};
  return await readJsonFile('--partner', path ?? standardPartnerFile, partnerSchema);
}

import { parseStage } from '../../../../lib/stage/read-stage.ts';
import { stageSettings } from '../../../../lib/stage/stage-settings.ts';
import type { Partner } from '../../../../operate/partner-kit/partner-file.ts';
import type { Known } from '../../../../operate/partner-kit/papers/known.ts';

/** A partner.json with everything but the files of logos. */
export const aPartner: Partner = {
  apnEmail: 'aws@vendor.example',
  companyName: 'Vendor',
  contactEmails: ['one@vendor.example', 'two@vendor.example'],
  contactPhones: ['+1 555 0100'],
  partnerTestAccounts: ['444455556666'],
  customerTestAccounts: ['777788889999'],
  companyDescription: 'What the company does.',
  integrationDescription: 'What the integration does.\nAnd more.',
  useCases: ['Use case one', 'Use case two'],
  links: ['https://vendor.example/docs'],
  catalogUrl: 'https://vendor.example/docs/events',
  logos: {
    squareSvg: { url: 'https://vendor.example/square.svg' },
    squarePng: { url: 'https://vendor.example/square.png' },
    wideSvg: { url: 'https://vendor.example/wide.svg' },
    widePng: { url: 'https://vendor.example/wide.png' },
  },
};

const production = {
  partnerDomain: 'vendor.example',
  production: true,
  account: '111122223333',
  homeRegion: 'us-east-1',
  regions: ['us-east-1', 'eu-west-1'],
};

/** What the papers of a stage are filled from: nothing is missing. */
export function known(
  stageFields: Readonly<Record<string, unknown>> = {},
  partner: Partner = aPartner,
): Known {
  const stage = parseStage('prod', { ...production, ...stageFields });
  return { stage, settings: stageSettings(stage), partner, partnerFile: 'partner.json' };
}

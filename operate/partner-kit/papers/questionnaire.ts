import type { ListedDetailType } from '../../../lambdas/ports/catalog.ts';
import type { Finding } from '../finding.ts';
import { logoKinds, logoNames } from '../logos/logo-kinds.ts';
import { catalogParts, type DocumentedEvents } from './catalog-parts.ts';
import { stageFile, type Known } from './known.ts';
import {
  gapsIn,
  partnerTeam,
  question,
  type Paper,
  type PaperPart,
  type Question,
} from './paper.ts';

/** The integration questionnaire, in the order of AWS's table; what goes beyond it comes after it. */
export function questionnairePaper(
  known: Known,
  events: DocumentedEvents,
  contradictions: readonly Finding[],
): Paper {
  const { stage, partner } = known;
  const company = partner.companyName ?? stage.partnerDomain;
  const parts = [
    general(known),
    descriptions(known),
    other(known, events.listed),
    registration(known),
    ...catalogParts(events),
  ];
  return {
    fileName: 'questionnaire',
    title: 'Partner integration questionnaire',
    mail: { to: partnerTeam, subject: `EventBridge partner integration questionnaire, ${company}` },
    introduction: [attached(events.listed)],
    parts,
    findings: [...gapsIn(parts), ...contradictions.filter(({ paper }) => paper !== 'test access')],
  };
}

function attached({ length }: readonly ListedDetailType[]): string {
  const catalog = ', and the catalogue of detail types and sample events (catalog/)';
  return `Attached: the architecture diagram (architecture.svg, architecture.png)${length === 0 ? '' : catalog}.`;
}

function asked(
  known: Known,
  field: string,
  text: Pick<Question, 'label' | 'hint'>,
  answer: string | readonly string[] | undefined,
): Question {
  return question(text, answer, { paper: 'questionnaire', field, where: known.partnerFile });
}

function general(known: Known): PaperPart {
  const { stage, partner } = known;
  return {
    kind: 'questions',
    title: 'General information',
    questions: [
      asked(
        known,
        'companyName',
        { label: 'Company name', hint: 'Listed in the AWS console' },
        partner.companyName,
      ),
      question({ label: 'AWS account ids', hint: 'Call PutPartnerEvents' }, stage.account, {
        paper: 'questionnaire',
        field: 'account',
        where: stageFile(stage),
      }),
      asked(
        known,
        'contactEmails',
        { label: 'Contact e-mails', hint: 'For the validation call, updates and issues' },
        partner.contactEmails,
      ),
      asked(
        known,
        'contactPhones',
        { label: 'Contact phone numbers', hint: 'For issues of high severity' },
        partner.contactPhones,
      ),
    ],
  };
}

function descriptions(known: Known): PaperPart {
  const { partner } = known;
  return {
    kind: 'questions',
    title: 'Console marketing material: descriptions and logos',
    questions: [
      asked(
        known,
        'companyDescription',
        { label: 'Company description', hint: 'Shown as "About"' },
        partner.companyDescription,
      ),
      asked(
        known,
        'integrationDescription',
        {
          label: 'Integration description',
          hint: 'What it lets customers do; the main text of the listing',
        },
        partner.integrationDescription,
      ),
      ...logoNames.map((name) =>
        asked(
          known,
          `logos.${name}.url`,
          { label: logoKinds[name].title, hint: logoKinds[name].use },
          partner.logos?.[name]?.url,
        ),
      ),
    ],
  };
}

function other(known: Known, listed: readonly ListedDetailType[]): PaperPart {
  const { partner } = known;
  const diagram = ['attached: architecture.svg and architecture.png'];
  return {
    kind: 'questions',
    title: 'Console marketing material: other',
    questions: [
      {
        label: 'Architecture diagram',
        hint: 'Preferred; shown under "How does it work?"',
        answer: diagram,
      },
      asked(
        known,
        'useCases',
        { label: 'Use cases', hint: 'Shown with the integration' },
        partner.useCases,
      ),
      asked(
        known,
        'links',
        { label: 'Links', hint: 'Where a customer sets the integration up, or reads how' },
        partner.links,
      ),
      catalogQuestion('Event detail type catalogue', known, listed),
      catalogQuestion('Sample events catalogue', known, listed),
    ],
  };
}

function catalogQuestion(
  label: string,
  known: Known,
  { length }: readonly ListedDetailType[],
): Question {
  const text = { label, hint: 'A part of the documentation for customers' };
  if (length > 0) return asked(known, 'catalogUrl', text, known.partner.catalogUrl);
  const gap = { paper: 'catalogue', field: 'detail types', where: 'catalog/index.json' } as const;
  return question(text, undefined, gap);
}

/** What AWS registers a partner with in production. */
function registration({ stage }: Known): PaperPart {
  return {
    kind: 'table',
    title: 'Registration',
    head: ['What', 'Value'],
    rows: [
      ['Domain of the partner', stage.partnerDomain],
      ['Partner name', `aws.partner/${stage.partnerName}`],
      ['Regions that customers can choose', stage.customerRegions.join(', ')],
    ],
  };
}

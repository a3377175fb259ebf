import type { Finding } from '../finding.ts';
import { stageFile, testAccountsOf, testRegionsOf, type Known } from './known.ts';
import { gapsIn, partnerTeam, question, type Paper, type PaperPart } from './paper.ts';

/** The request for access to the partner API for tests, in the order of AWS's table. */
export function testAccessPaper(known: Known, contradictions: readonly Finding[]): Paper {
  const { stage, partner } = known;
  const parts = [accounts(known), registration(known)];
  const company = partner.companyName ?? stage.partnerDomain;
  return {
    fileName: 'request-for-test-access',
    title: 'Request for test access to the EventBridge partner API',
    mail: {
      to: partnerTeam,
      subject: `EventBridge partner API: request for test access, ${company}`,
    },
    introduction: [
      `${company} integrates with Amazon EventBridge as a partner, and asks for test access to the partner API.`,
    ],
    parts,
    findings: [...gapsIn(parts), ...contradictions.filter(({ paper }) => paper === 'test access')],
  };
}

function accounts(known: Known): PaperPart {
  const { partner, partnerFile, stage } = known;
  const gap = (field: string, where = partnerFile) => ({
    paper: 'test access' as const,
    field,
    where,
  });
  return {
    kind: 'questions',
    title: 'Test access',
    questions: [
      question(
        { label: 'APN registered e-mail address', hint: 'Registered with the AWS Partner Network' },
        partner.apnEmail,
        gap('apnEmail'),
      ),
      question(
        { label: 'Partner test account ids', hint: 'Call the partner operations in tests' },
        testAccountsOf(known),
        gap('partnerTestAccounts'),
      ),
      question(
        { label: 'Customer test account ids', hint: 'Call the customer operations in tests' },
        partner.customerTestAccounts,
        gap('customerTestAccounts'),
      ),
      question(
        { label: 'Regions (at least 2)', hint: 'Where the integration is tested' },
        testRegionsOf(known),
        gap('testRegions', `${partnerFile}, or regions in ${stageFile(stage)}`),
      ),
    ],
  };
}

/** What AWS registers a partner with; the domain is in the names of all event sources. */
function registration({ stage }: Known): PaperPart {
  return {
    kind: 'table',
    title: 'Registration',
    head: ['What', 'Value'],
    rows: [
      ['Domain of the partner', stage.partnerDomain],
      ['Partner name in tests', `aws.partner/${stage.partnerDomain}.test`],
    ],
  };
}

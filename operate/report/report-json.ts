import type { Report, Section, ShownEvidence } from './report.ts';
import { secondsOf, summaryOf } from './words.ts';

/** A report for programs. Pictures are named by their files. */
export function reportJson(report: Report): string {
  const { sections, answers, cleanUp } = report;
  const content = {
    partnerName: report.partnerName,
    title: report.title,
    startedAt: report.startedAt,
    endedAt: report.endedAt,
    durationSeconds: secondsOf(report),
    regions: report.regions,
    passed: report.isPassed,
    stopped: report.stopped,
    summary: summaryOf(report),
    accountsMasked: report.isMasked,
    screenshotsLeftOut: report.leftOutScreenshots,
    items: sections.map(itemOf),
    cleanUp,
    answers,
  };
  return `${visibleJson(JSON.stringify(content, undefined, 2))}\n`;
}

function itemOf({ item, region, status, problems, notes, evidence }: Section) {
  return { item, region, status, problems, notes, evidence: evidence.map(evidenceOf) };
}

function evidenceOf(evidence: ShownEvidence) {
  if (evidence.kind !== 'screenshot') return evidence;
  const { png: _, ...shown } = evidence;
  return shown;
}

/** JSON in which a text cannot turn the direction of writing: what is invisible is escaped. */
function visibleJson(json: string): string {
  return json.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n'
      ? character
      : Array.from(
          { length: character.length },
          (_, index) => String.raw`\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
        ).join(''),
  );
}

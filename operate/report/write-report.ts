import type { Validation } from '../validate/validation.ts';
import { reportHtml } from './html/report-html.ts';
import { reportMarkdown } from './markdown/report-markdown.ts';
import { writeFiles, type ReportFile } from './report-folder.ts';
import { reportJson } from './report-json.ts';
import { makeReport, type Report, type ReportOptions } from './report.ts';

/** Where a report is written, and what is hidden in it. */
export interface WriteOptions extends ReportOptions {
  /** It is made if it is not there; files of an earlier report are replaced. */
  readonly folder: string;
}

/**
 * Writes the report of a run: `report.html`, which is one file; `report.md`, with its pictures beside it;
 * and `report.json`. Throws an OperationError that names the file which could not be written.
 */
export function writeReport(validation: Validation, { folder, mask, answers }: WriteOptions): void {
  const report = makeReport(validation, { mask, answers });
  writeFiles(folder, [
    ...pictures(report),
    { name: 'report.json', content: reportJson(report) },
    { name: 'report.md', content: reportMarkdown(report) },
    { name: 'report.html', content: reportHtml(report) },
  ]);
}

function pictures({ sections }: Report): readonly ReportFile[] {
  return sections.flatMap(({ evidence }) =>
    evidence.flatMap((one) =>
      one.kind === 'screenshot' ? [{ name: one.file, content: one.png }] : [],
    ),
  );
}

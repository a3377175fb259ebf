import { alignColumns } from '../../terminal/table.ts';
import { plainText } from '../plain-text.ts';
import type { SendReport } from './send-given.ts';

/** Whether all that there was has been sent. */
export function isWhole({ notSent, wasStopped, inputProblem }: SendReport): boolean {
  return notSent.length === 0 && !wasStopped && inputProblem === null;
}

/** What became of the events, in words. */
export function reportLines(report: SendReport, title: string): readonly string[] {
  const { sent, notSent } = report;
  return [
    `${sent} sent, ${notSent.length} not sent (${title})`,
    ...endLines(report),
    ...(notSent.length === 0
      ? []
      : alignColumns([
          ['', 'id', '', 'code', 'why'],
          ...notSent.map(({ place, id, kind, code, reason }) =>
            [`${place.of} ${place.number}`, id ?? '-', kind, code, reason].map(plainText),
          ),
        ])),
  ];
}

/** Why reading ended before the input did, and where. */
function endLines({ wasStopped, inputProblem, lastRead }: SendReport): readonly string[] {
  const rest =
    lastRead === null
      ? 'nothing was read or sent'
      : `nothing after ${lastRead.of} ${lastRead.number} was read or sent`;
  return [
    ...(inputProblem === null ? [] : [plainText(`${inputProblem}: ${rest}.`)]),
    ...(wasStopped ? [`Stopped: ${rest}.`] : []),
  ];
}

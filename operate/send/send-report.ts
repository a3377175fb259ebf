import { alignColumns } from '../../terminal/table.ts';
import { plainText } from '../plain-text.ts';
import type { SendReport } from './send-given.ts';

/** Whether all events of the input were sent. */
export function isComplete({ notSent, wasStopped, inputProblem }: SendReport): boolean {
  return notSent.length === 0 && !wasStopped && inputProblem === null;
}

/** The lines that report the result. */
export function reportLines(report: SendReport, title: string): readonly string[] {
  const { sent, notSent } = report;
  return [
    `${sent} sent, ${notSent.length} not sent (${title})`,
    ...endLines(report),
    ...(notSent.length === 0
      ? []
      : alignColumns([
          ['', 'id', '', 'code', 'reason'],
          ...notSent.map(({ place, id, kind, code, reason }) =>
            [`${place.of} ${place.number}`, id ?? '-', kind, code, reason].map(plainText),
          ),
        ])),
  ];
}

/** Why and where reading ended before the end of the input. */
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

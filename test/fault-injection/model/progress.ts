import { LiveLine, type Output } from '../../../terminal/live-line.ts';

const sparseMs = 15_000;

/** Shows the progress of a run: continuously on a terminal, from time to time elsewhere. */
export function progressTo(output: Output, total: number, what: string) {
  const line = new LiveLine(output, () => performance.now());
  const startMs = performance.now();
  let shownMs = startMs;
  return {
    at(done: number): void {
      const nowMs = performance.now();
      if (output.isTTY !== true && nowMs - shownMs < sparseMs) return;
      shownMs = nowMs;
      const seconds = (nowMs - startMs) / 1000;
      const left = done === 0 ? '' : `, ${Math.round((seconds / done) * (total - done))} s left`;
      line.show(`${done} of ${total} ${what}${left}`);
    },
    finish: () => line.finish(),
  };
}

import { LiveLine, type Output } from '../terminal/live-line.ts';

/** A line that shows the progress of long work. */
export interface Progress {
  show(line: string): void;
  finish(): void;
}

/** Progress on a terminal; elsewhere nothing is written. */
export function progressOn(output: Output): Progress {
  if (output.isTTY !== true) return { show: () => undefined, finish: () => undefined };
  const live = new LiveLine(output, Date.now);
  let isShown = false;
  return {
    show(line) {
      isShown = true;
      live.show(line);
    },
    finish: () => {
      if (isShown) live.finish();
      isShown = false;
    },
  };
}

/** A notification about the result of an action. */
export interface Flash {
  readonly id: number;
  readonly kind: 'success' | 'info' | 'error';
  readonly text: string;
  /** `nextViewChanges`: it is about the change to the next view, and shown there. */
  readonly until: 'viewChanges' | 'nextViewChanges';
  /** What it asks for: once that has come, it is out of date. */
  readonly asks?: 'acceptance' | undefined;
}

const mostShown = 3;

/** The notifications with one more, newest last: the oldest ones give way. */
export function withFlash(shown: readonly Flash[], flash: Flash): readonly Flash[] {
  return [...shown, flash].slice(-mostShown);
}

/** What is left of the notifications of a view in the next one. */
export function flashesOfNextView(shown: readonly Flash[]): readonly Flash[] {
  return shown
    .filter(({ until }) => until === 'nextViewChanges')
    .map((flash) => ({ ...flash, until: 'viewChanges' }));
}

/** What is left of the notifications of a source's view once the source is accepted. */
export function flashesOnceAccepted(shown: readonly Flash[]): readonly Flash[] {
  return shown.filter(({ asks }) => asks === undefined);
}

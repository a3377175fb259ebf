/** An item cannot go on. The message is its problem: what was expected and what came, without a full stop. */
export class ItemEnded extends Error {
  override readonly name = 'ItemEnded';
}

/** The operator has stopped the run. */
export class Stopped extends Error {
  override readonly name = 'Stopped';

  constructor() {
    super('the run was stopped');
  }
}

// A function as it is deployed, on a clock that each event sets: loads the bundle that REAL_BUNDLE
// names. The time limit is counted on the real clock.

const RealDate = globalThis.Date;
let offsetMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [RealDate.now() + offsetMs] : given));
  }

  static now() {
    return RealDate.now() + offsetMs;
  }
};

const { handler: deployed } = await import(process.env['REAL_BUNDLE']);

/** @param event what the function gets, with `nowMs`: the time to simulate, epoch milliseconds */
export const handler = async ({ nowMs, ...event }, context) => {
  offsetMs = nowMs - RealDate.now();
  return await deployed(event, { ...context, getRemainingTimeInMillis: () => 60_000 });
};

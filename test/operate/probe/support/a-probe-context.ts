import { patientSources } from '../../../../operate/probe/patient-sources.ts';
import type { PutPatiently } from '../../../../operate/probe/patient-put.ts';
import type { ProbeContext } from '../../../../operate/probe/probe-context.ts';
import { fakePartnerSources } from '../../../support/fake-partner-sources.ts';
import { effort } from './a-probed-emulator.ts';

/** What measuring needs, with an EventBridge that answers like this, and the notes that were made. */
export function aProbeContext(put: PutPatiently) {
  const notes: string[] = [];
  const account = '111122223333';
  const context: ProbeContext = {
    region: 'eu-west-1',
    run: 'fanout-validate-1',
    account,
    customer: undefined,
    head: {
      source: `aws.partner/vendor.test/fanout-validate-1/probe/${account}`,
      detailType: 'fanout-validate',
      time: '2026-11-29T12:00:00Z',
    },
    missingSource: `aws.partner/vendor.test/fanout-validate-1/never-created/${account}`,
    wire: {
      put: async () => await Promise.reject(new Error('not used')),
      host: '',
      port: 0,
      close: () => undefined,
    },
    put,
    sources: patientSources(
      fakePartnerSources(() => 0),
      async () => undefined,
    ),
    time: { now: () => 0, sleep: async () => undefined },
    signal: new AbortController().signal,
    effort,
    expected: { maxEntryBytes: 1_048_576, maxRequestBytes: 1_048_576 },
    cleanUp: { add: () => undefined, run: async () => [] },
    show: () => undefined,
    note: (text) => notes.push(text),
  };
  return { context, notes };
}

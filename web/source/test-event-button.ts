import { html } from 'htm/preact';
import { useState } from 'preact/hooks';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { useCall } from '../hooks/use-call.ts';
import { Dialog } from '../parts/dialog.ts';
import { FailureBox } from '../parts/failure-box.ts';
import type { SentTestEvent } from './test-event-texts.ts';

/** Sends a test event to one source only. */
export function TestEventButton({
  source,
  onSent,
  name = 'Send test event',
}: {
  readonly source: Source;
  readonly onSent: (sent: SentTestEvent) => void;
  readonly name?: string;
}) {
  const { api } = useConsole();
  const [isFailureOpen, setIsFailureOpen] = useState(false);
  const send = useCall(() => api.sendTestEvent(source));
  const onClick = async () => {
    setIsFailureOpen(true);
    const event = await send.run();
    if (event !== undefined) onSent({ event, sentAtMs: Date.now() });
  };
  return html`<button type="button" onClick=${onClick} aria-busy=${String(send.isBusy)}>
      ${name}
    </button>
    ${
      send.failure !== undefined &&
      isFailureOpen &&
      html`<${Dialog} title="Test event not sent" onClose=${() => setIsFailureOpen(false)}>
        <${FailureBox} failure=${send.failure} onRetry=${onClick} />
        <div class="actions">
          <button type="button" onClick=${() => setIsFailureOpen(false)}>Close</button>
        </div>
      <//>`
    }`;
}

import { html } from 'htm/preact';
import { useRef, useState } from 'preact/hooks';
import type { ReplayPlanView } from '../../lambdas/contract/history-view.ts';
import { formErrors } from '../api/field-errors.ts';
import type { Source } from '../api/source.ts';
import { useConsole } from '../console-services.ts';
import { RangeFields } from '../deliveries/range-fields.ts';
import { DetailTypeChoice } from '../detail-types/detail-type-choice.ts';
import { useCall } from '../hooks/use-call.ts';
import { focusFirstError } from '../parts/field.ts';
import { FailureBox } from '../parts/failure-box.ts';
import { OutcomeChoice } from './outcome-choice.ts';
import { PlannedReplay } from './planned-replay.ts';
import { RateField } from './rate-field.ts';
import {
  replayErrors,
  replayFields,
  replayRequestOf,
  usualDraft,
  type ReplayDraft,
} from './replay-draft.ts';

/** What to send again: first the plan, then the start. */
export function ReplayForm({
  source,
  onStarted,
}: {
  readonly source: Source;
  readonly onStarted: () => void;
}) {
  const { form, draft, change, planning, plan, errors, others, onPlan } = useReplayDraft(source);
  return html`<form class="fields" ref=${form} onSubmit=${onPlan} novalidate>
    <div class="filters">
      <${RangeFields}
        id="replay"
        from=${draft.from}
        to=${draft.to}
        error=${errors.from ?? errors.to}
        onChange=${change}
      />
    </div>
    <${OutcomeChoice} draft=${draft} error=${errors.outcomes} onChange=${change} />
    <${DetailTypeChoice}
      chosen=${draft.detailTypes}
      error=${errors.detailTypes}
      onChange=${(detailTypes: ReplayDraft['detailTypes']) => change({ detailTypes })}
    />
    <${RateField} draft=${draft} error=${errors.maxPerSecond} onChange=${change} />
    ${planning.failure && html`<${FailureBox} failure=${planning.failure} others=${others} />`}
    <div class="actions">
      <button type="submit" aria-busy=${String(planning.isBusy)}>
        ${planning.isBusy ? 'Planning…' : 'Plan'}
      </button>
    </div>
    ${
      plan !== undefined &&
      html`<${PlannedReplay} source=${source} draft=${draft} plan=${plan} onStarted=${onStarted} />`
    }
  </form>`;
}

/** A draft, and its plan until it is changed. */
function useReplayDraft(source: Source) {
  const { api } = useConsole();
  const [draft, setDraft] = useState(() => usualDraft(Date.now()));
  const [planned, setPlanned] = useState<{ of: ReplayDraft; plan: ReplayPlanView }>();
  const [isSubmitted, setIsSubmitted] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const planning = useCall(() => api.planReplay(replayRequestOf(source, draft)), 'search');
  const { fields, others } = formErrors(planning.failure, replayFields);
  const own = replayErrors(draft);
  const onPlan = async (event: SubmitEvent) => {
    event.preventDefault();
    setIsSubmitted(true);
    const plan = Object.keys(own).length === 0 ? await planning.run() : undefined;
    if (plan !== undefined) setPlanned({ of: draft, plan });
    // After the errors have been rendered.
    else requestAnimationFrame(() => focusFirstError(form.current));
  };
  return {
    form,
    draft,
    change: (changed: Partial<ReplayDraft>) => setDraft({ ...draft, ...changed }),
    planning,
    plan: planned?.of === draft ? planned.plan : undefined,
    errors: { ...fields, ...(isSubmitted && own) },
    others,
    onPlan,
  };
}

import { stepTimes } from '../../../shared/metrics/curves.ts';
import type { SweepSettings } from '../../../shared/sweep/plan.ts';
import { stepsOf } from '../../../shared/units.ts';
import { Select } from '../../components/Select.tsx';
import { useResults } from '../../state/resultsState.ts';
import { EnergyButton } from './EnergyButton.tsx';

const pointChoices = ['0.1', '0.5', '1', '2', '5'] as const;

/** The simulated time at which table and charts take their numbers, and what counts as having reached the analog accuracy. */
export function MomentControls({ settings }: { readonly settings: SweepSettings }) {
  const { time, points } = useResults();
  const steps = stepsOf(Math.max(...settings.durations), settings.timeStep);
  const times = stepTimes(steps, settings.timeStep);
  const step = time === null ? steps : stepsOf(time, settings.timeStep);
  return (
    <div className="moment">
      <label className="moment-time">
        <span className="muted">Numbers at</span>
        <input
          type="range"
          min={1}
          max={steps}
          value={step}
          aria-valuetext={`${times[step - 1]} ms`}
          onChange={({ target }) => {
            const next = target.valueAsNumber;
            useResults.setState({ time: next === steps ? null : times[next - 1]! });
          }}
        />
        <output>{times[step - 1]} ms</output>
      </label>
      <Select
        label="Latency: time to the analog accuracy minus so many points"
        isLabelHidden
        options={pointChoices.map((id) => ({ id, title: `analog − ${id}` }))}
        selected={pointChoices.find((choice) => Number(choice) === points) ?? '1'}
        onSelect={(id) => useResults.setState({ points: Number(id) })}
      />
      <EnergyButton />
    </div>
  );
}

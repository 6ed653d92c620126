import { useCallback, useState } from 'react';
import type { InspectedPopulation, InspectView } from '../../../shared/api/inspectViews.ts';
import { activationScatter } from '../../../shared/chart/activationScatter.ts';
import type { PlotSettings } from '../../../shared/chart/chartSettings.ts';
import { rateHistogram } from '../../../shared/chart/rateHistogram.ts';
import { busiestNeurons } from '../../../shared/results/busiestNeurons.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Select } from '../../components/Select.tsx';
import type { WatchedNeuron } from './InspectView.tsx';

interface PopulationDetailsProps {
  readonly view: InspectView;
  readonly population: InspectedPopulation;
  readonly onPopulation: (name: string) => void;
  readonly watched: readonly WatchedNeuron[];
  readonly onWatch: (watched: readonly WatchedNeuron[]) => void;
}

/** One population: how often its neurons fire, how well that follows the analog layer, and which potentials to draw. */
export function PopulationDetails({ view, population, onPopulation, watched, onWatch }: PopulationDetailsProps) {
  const { activations, name } = population;
  const rates = useCallback((plot: PlotSettings) => rateHistogram(population, plot), [population]);
  const scatter = useCallback((plot: PlotSettings) => activationScatter(name, activations!, plot), [name, activations]);
  return (
    <>
      <Panel title="Layer">
        <Select
          label="Layer"
          isLabelHidden
          options={view.populations.map((one) => ({ id: one.name, title: one.name }))}
          selected={name}
          onSelect={onPopulation}
        />
      </Panel>
      <div className="inspect-side-chart">
        <ChartFrame title="Firing rates" draw={rates} />
      </div>
      {activations === null ? (
        <p className="panel-note inspect-none">
          This population has no counterpart in the analog network to compare its rates with.
        </p>
      ) : (
        <div className="inspect-side-chart">
          <ChartFrame title="Firing rate against activation" draw={scatter} />
        </div>
      )}
      <PotentialChoice view={view} population={population} watched={watched} onWatch={onWatch} />
    </>
  );
}

function PotentialChoice({ view, population, watched, onWatch }: Omit<PopulationDetailsProps, 'onPopulation'>) {
  const [typed, setTyped] = useState('');
  const known = view.withPotential.find((one) => one.population === population.name);
  if (known === undefined) {
    return (
      <Panel title="Membrane potentials">
        <p className="muted small">
          The neurons of {population.name} have no membrane potential. Choose another layer.
        </p>
      </Panel>
    );
  }
  const add = (neurons: readonly number[]): void => {
    const fresh = neurons.map((neuron) => ({ population: known.population, neuron }));
    const kept = watched.filter(
      (one) => !fresh.some(({ neuron }) => neuron === one.neuron && one.population === known.population),
    );
    onWatch(kept.concat(fresh).slice(-8));
  };
  const number = Number(typed);
  const isGood = /^\d+$/.test(typed.trim()) && number < known.neurons;
  return (
    <Panel title="Membrane potentials">
      <div className="potential-choice">
        <Field
          label={`Neuron of ${known.population}, 0 to ${known.neurons - 1}`}
          value={typed}
          onChange={setTyped}
          problem={typed !== '' && !isGood ? `It wants a whole number from 0 to ${known.neurons - 1}.` : undefined}
          onSubmit={() => {
            if (!isGood) return;
            add([number]);
            setTyped('');
          }}
        />
        <div className="details-actions">
          <Button isDisabled={!isGood} onPress={() => add([number])}>
            Draw
          </Button>
          <Button onPress={() => add(busiestNeurons(population.raster, 3))}>Draw the busiest three</Button>
          {watched.length === 0 ? null : (
            <Button kind="quiet" onPress={() => onWatch([])}>
              Clear
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}

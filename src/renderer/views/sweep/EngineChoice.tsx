import { useEffect } from 'react';
import { Choice } from '../../components/Choice.tsx';
import { chooseEngine, useEngineChoice } from '../../state/engineChoice.ts';
import { offerGpu, type OwnGpu, useGpu } from '../../state/gpuOffer.ts';
import './ExecutorChoice.css';

/** What simulates the sweep on this machine: its processors, the GPU of the window, or whichever is faster. */
export function EngineChoice() {
  const gpu = useGpu();
  const engine = useEngineChoice();
  const isOff = gpu.state !== 'offered';
  useEffect(offerGpu, []);
  return (
    <div className="executor">
      <Choice
        label="What simulates it"
        options={[
          { id: 'cpu', title: 'CPU' },
          { id: 'gpu', title: 'GPU', isDisabled: isOff },
          { id: 'auto', title: 'Auto', isDisabled: isOff },
        ]}
        selected={engine}
        onSelect={chooseEngine}
      />
      <p className="muted small">{gpuWords(gpu, engine === 'auto')}</p>
    </div>
  );
}

function gpuWords(gpu: OwnGpu, measures: boolean): string {
  switch (gpu.state) {
    case 'unknown':
      return 'Looking for a GPU…';
    case 'none':
      return `No GPU: ${gpu.reason}.`;
    case 'offered':
      return `GPU: ${gpu.name}.${measures ? ' A few images are simulated on both first, and compared.' : ''}`;
  }
}

import { useMemo } from 'react';
import type { Diagnosis, LayerDiagnosis } from '../../../shared/diagnosis/summarise.ts';
import { DataTable } from '../../components/DataTable.tsx';
import type { DataColumn } from '../../components/dataTableModel.ts';

/** Every layer after one time. */
export function LayerLossTable({ diagnosis, time }: { readonly diagnosis: Diagnosis; readonly time: number }) {
  const columns = useMemo((): readonly DataColumn<LayerDiagnosis>[] => {
    const number = (
      id: string,
      title: string,
      help: string,
      width: number,
      value: (layer: LayerDiagnosis) => number | null,
      decimals: number,
      unit?: string,
    ): DataColumn<LayerDiagnosis> => ({
      id,
      title,
      kind: 'number',
      width,
      help,
      value,
      text: (layer) => value(layer)?.toFixed(decimals) ?? '–',
      ...(unit === undefined ? {} : { unit }),
    });
    const share = (id: string, title: string, help: string, pick: (layer: LayerDiagnosis) => number | null) =>
      number(id, title, help, 40 + 10 * title.length, (layer) => percentOf(pick(layer)), 1, '%');
    return [
      {
        id: 'name',
        title: 'Layer',
        kind: 'text',
        width: 140,
        grows: true,
        value: ({ name }) => name,
        text: ({ name }) => name,
      },
      number(
        'cost',
        'Cost',
        'Accuracy with this layer and all before it analog, minus that with this layer spiking: what its spikes cost.',
        112,
        ({ moments }) => 100 * moments[time]!.cost.value,
        2,
        'points',
      ),
      number(
        'correlation',
        'Correlation',
        'Pearson’s, of activations and scaled firing rates, over neurons and samples.',
        100,
        ({ moments }) => moments[time]!.correlation,
        4,
      ),
      share(
        'error',
        'Error',
        'Root mean square of rate minus activation, over that of the activation.',
        ({ moments }) => moments[time]!.error,
      ),
      share('silent', 'Silent', 'Neurons and samples without a spike so far.', ({ moments }) => moments[time]!.silent),
      share(
        'inactive',
        'At 0',
        'Neurons and samples whose activation is 0: they should be silent.',
        ({ moments }) => moments[time]!.inactive,
      ),
      share(
        'saturated',
        'Saturated',
        'Neurons and samples with a spike in every step of the second half.',
        ({ moments }) => moments[time]!.saturated,
      ),
    ];
  }, [time]);
  return (
    <DataTable
      label="Layers"
      rows={diagnosis.layers}
      columns={columns}
      rowKey={({ name }) => name}
      fitsContent
      pinned={1}
    />
  );
}

function percentOf(share: number | null): number | null {
  return share === null ? null : 100 * share;
}

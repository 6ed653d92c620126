import { useMemo } from 'react';
import type { ModelNode } from '../../../shared/api/modelViews.ts';
import type { PresetName } from '../../../shared/conversion/settings.ts';
import { DataTable } from '../../components/DataTable.tsx';
import type { DataColumn } from '../../components/dataTableModel.ts';
import { LevelMark } from '../../components/LevelMark.tsx';
import { numberWords, shapeWords } from '../../frame/words.ts';

interface LayerTableProps {
  readonly nodes: readonly ModelNode[];
  readonly preset: PresetName;
  readonly filter: string;
  readonly selected: string;
  readonly onSelect: (name: string) => void;
}

/** Every layer in a line, with what becomes of it. */
export function LayerTable({ nodes, preset, filter, selected, onSelect }: LayerTableProps) {
  const columns = useMemo(() => layerColumns(nodes, preset), [nodes, preset]);
  const chosen = useMemo(() => new Set([selected]), [selected]);
  return (
    <DataTable
      label="Layers"
      rows={nodes}
      columns={columns}
      rowKey={({ name }) => name}
      filter={filter}
      selected={chosen}
      onSelect={([name]) => (name === undefined ? undefined : onSelect(name))}
    />
  );
}

const levelOrder = { red: 0, amber: 1, green: 2 } as const;
const levelWords = { red: 'cannot convert', amber: 'changes', green: 'converts' } as const;

function layerColumns(nodes: readonly ModelNode[], preset: PresetName): readonly DataColumn<ModelNode>[] {
  const positions = new Map(nodes.map((node, index) => [node, index + 1]));
  const position = (node: ModelNode): number => positions.get(node) ?? 0;
  return [
    { id: 'position', title: '#', kind: 'number', width: 44, value: position, text: (node) => String(position(node)) },
    { id: 'name', title: 'Layer', kind: 'text', width: 148, value: ({ name }) => name, text: ({ name }) => name },
    {
      id: 'class',
      title: 'Type',
      kind: 'text',
      width: 122,
      value: ({ className }) => className,
      text: ({ className }) => className,
    },
    {
      id: 'shape',
      title: 'Output shape',
      kind: 'number',
      width: 118,
      value: ({ shape }) => shape.reduce((product, extent) => product * extent, 1),
      text: ({ shape }) => shapeWords(shape),
    },
    {
      id: 'parameters',
      title: 'Parameters',
      kind: 'number',
      width: 104,
      value: ({ parameters }) => parameters,
      text: ({ parameters }) => numberWords(parameters),
    },
    {
      id: 'conversion',
      title: 'What becomes of it',
      kind: 'text',
      width: 160,
      grows: true,
      value: ({ verdicts }) => levelOrder[verdicts[preset].level],
      text: ({ verdicts }) => `${levelWords[verdicts[preset].level]}: ${verdicts[preset].reason}`,
      cell: ({ verdicts }) => (
        <>
          <LevelMark level={verdicts[preset].level} isShort /> {verdicts[preset].reason}
        </>
      ),
    },
  ];
}

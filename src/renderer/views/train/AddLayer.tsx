import { Plus } from 'lucide-react';
import type { LayerKind } from '../../../shared/training/architecture.ts';
import { layerKindWords } from '../../../shared/training/layerWords.ts';
import { Button } from '../../components/Button.tsx';
import { Menu } from '../../components/Menu.tsx';

interface AddLayerProps {
  readonly title: string;
  readonly isDisabled: boolean;
  readonly onAdd: (kind: LayerKind) => void;
}

const groups: readonly { readonly title: string; readonly kinds: readonly LayerKind[] }[] = [
  { title: 'With weights', kinds: ['convolution', 'depthwiseConvolution', 'dense'] },
  {
    title: 'Pooling and shape',
    kinds: ['maxPooling', 'averagePooling', 'globalMaxPooling', 'globalAveragePooling', 'flatten'],
  },
  { title: 'In training only', kinds: ['dropout', 'noise'] },
  { title: 'Other', kinds: ['batchNormalization', 'activation', 'add'] },
];

/** A button with the kinds of layers that can be put in. */
export function AddLayer({ title, isDisabled, onAdd }: AddLayerProps) {
  return (
    <Menu
      label={title}
      button={
        <Button icon={<Plus />} isDisabled={isDisabled}>
          {title}
        </Button>
      }
      groups={groups.map(({ title: group, kinds }) => ({
        title: group,
        entries: kinds.map((kind) => ({
          id: kind,
          label: layerKindWords[kind].title,
          onAction: () => onAdd(kind),
        })),
      }))}
    />
  );
}

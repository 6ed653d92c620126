import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { DataView } from '../../../shared/api/dataViews.ts';
import { Button } from '../../components/Button.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Panel } from '../../components/Panel.tsx';
import { type TileImage, useTiles } from './imagePages.ts';
import { PixelTile } from './PixelTile.tsx';

interface ChosenImageProps {
  readonly data: DataView;
  readonly index: number;
  readonly analogModel: string | null;
  readonly indices: readonly number[];
  readonly onSelect: (index: number) => void;
}

/** The chosen image, large enough to see its pixels. */
export function ChosenImage({ data, index, analogModel, indices, onSelect }: ChosenImageProps) {
  const tiles = useTiles([index], {
    split: data.split,
    count: data.count,
    withAnalog: analogModel !== null,
    about: [data.sha256, analogModel],
  });
  const image = tiles.get(index);
  const position = indices.indexOf(index);
  const [previous, next] = [indices[position - 1], indices[position + 1]];
  return (
    <Panel
      title={`Image ${index}`}
      actions={
        <>
          <Button
            kind="quiet"
            icon={<ChevronLeft />}
            hint="Previous image"
            isDisabled={previous === undefined}
            onPress={() => onSelect(previous ?? index)}
          />
          <Button
            kind="quiet"
            icon={<ChevronRight />}
            hint="Next image"
            isDisabled={next === undefined}
            onPress={() => onSelect(next ?? index)}
          />
        </>
      }
    >
      <div className="chosen-image">{image === undefined ? null : <PixelTile image={image} side={224} />}</div>
      {image === undefined ? null : <Facts facts={imageFacts(image, data.classNames)} />}
    </Panel>
  );
}

function imageFacts(
  { label, analogClass }: TileImage,
  names: readonly string[],
): readonly (readonly [string, string])[] {
  const nameOf = (value: number): string => names[value] ?? String(value);
  return [
    ['Label', label === null ? 'none' : nameOf(label)],
    ...(analogClass === null
      ? []
      : ([['Analog network', `${nameOf(analogClass)}, ${analogClass === label ? 'right' : 'wrong'}`]] as const)),
  ];
}

import { Images } from 'lucide-react';
import { useMemo } from 'react';
import type { DataView as DataReply } from '../../../shared/api/dataViews.ts';
import { Button } from '../../components/Button.tsx';
import { Checkbox } from '../../components/Checkbox.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Waiting } from '../../components/Waiting.tsx';
import { SplitFrame } from '../../frame/SplitFrame.tsx';
import { ViewFrame } from '../../frame/ViewFrame.tsx';
import { countWords } from '../../frame/words.ts';
import { useDataSelection } from '../../state/dataSelection.ts';
import { chooseDataFolder, chooseProjectFile } from '../../state/projectActions.ts';
import { useRequest } from '../../state/queries.ts';
import { wordsOf } from '../../state/toasts.ts';
import { useProject } from '../../state/workbenchStore.ts';
import { ChosenImage } from './ChosenImage.tsx';
import { DataFacts } from './DataFacts.tsx';
import { EncodingStrip } from './EncodingStrip.tsx';
import { ImageGrid } from './ImageGrid.tsx';
import './DataView.css';

/** Is this the data that I think it is, and what does the network receive? */
export function DataView() {
  const file = useProject()?.data ?? null;
  const split = useDataSelection((state) => state.split);
  const { data, error } = useRequest(
    'data.describe',
    { split },
    { isEnabled: file?.state === 'present', about: [file?.sha256 ?? null], keepsPrevious: true },
  );
  const choose = (
    <>
      <Button kind="primary" onPress={() => void chooseProjectFile('data')}>
        Choose data…
      </Button>
      <Button onPress={() => void chooseDataFolder()}>Choose a folder of images…</Button>
    </>
  );
  if (file === null) {
    return (
      <EmptyState icon={<Images />} title="No data yet" action={choose}>
        Images with labels: an .npz or .csv file, a folder of IDX files as MNIST comes, or PNG images in a folder for
        each class. Files can be dropped here.
      </EmptyState>
    );
  }
  if (error !== null) {
    return (
      <EmptyState icon={<Images />} title={`${file.name} cannot be shown`} action={choose}>
        {wordsOf(error)}
      </EmptyState>
    );
  }
  if (data !== undefined) return <ReadData data={data} />;
  return file.state === 'present' ? (
    <Waiting>{`Reading ${file.name}`}</Waiting>
  ) : (
    <EmptyState title={`${file.name} is not there`} action={choose} />
  );
}

function ReadData({ data }: { readonly data: DataReply }) {
  const { index: wanted, label, withAnalog } = useDataSelection();
  const model = useProject()?.model ?? null;
  const indices = useMemo(() => indicesOf(data, label), [data, label]);
  const index = indices.includes(wanted) ? wanted : (indices[0] ?? 0);
  const analogModel = withAnalog && model?.state === 'present' ? model.sha256 : null;
  const select = (chosen: number): void => useDataSelection.setState({ index: chosen });
  const shared = { data, analogModel, indices, onSelect: select };
  return (
    <ViewFrame
      view="data"
      left={{ label: 'data', width: 288, content: <DataFacts data={data} /> }}
      right={{ label: 'image', width: 272, content: <ChosenImage {...shared} index={index} /> }}
    >
      <SplitFrame
        view="data"
        lowerLabel="the encodings"
        lowerHeight="42%"
        upper={
          <Panel
            title={
              label === null
                ? countWords(indices.length, 'image')
                : `${countWords(indices.length, 'image')} of class ${data.classNames[label] ?? label}`
            }
            isFlush
            fills
            actions={
              model?.state === 'present' ? (
                <Checkbox isSelected={withAnalog} onChange={(isOn) => useDataSelection.setState({ withAnalog: isOn })}>
                  Mark what the analog network gets wrong
                </Checkbox>
              ) : undefined
            }
          >
            <ImageGrid {...shared} selected={index} />
          </Panel>
        }
        lower={<EncodingStrip split={data.split} index={index} about={data.sha256} />}
      />
    </ViewFrame>
  );
}

/** Positions of the images that are shown. */
function indicesOf({ count, labels }: DataReply, label: number | null): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  return label === null || labels === null ? all : all.filter((index) => labels[index] === label);
}

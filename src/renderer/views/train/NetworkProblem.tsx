import { mendScores } from '../../../shared/training/mendLayer.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { changeLayers } from '../../state/trainDraftStore.ts';
import { imageShape, isOtherShape } from '../../../shared/training/inputShape.ts';
import type { Setup } from './useSetup.ts';
import { shapeWords } from '../../frame/words.ts';

/** What is wrong with the network as a whole, with the button that mends it where there is one. */
export function NetworkProblem({
  setup: { data, layers, isReadOnly },
  text,
}: {
  readonly setup: Setup;
  readonly text: string;
}) {
  const mend = layers && mendScores(layers, data);
  const shape =
    data && layers && isOtherShape(layers.inputShape, data.sampleShape) ? imageShape(data.sampleShape) : null;
  return (
    <div className="layers-problem">
      <ProblemNote
        action={
          isReadOnly ? undefined : shape !== null ? (
            <Button onPress={() => changeLayers(data, (draft) => ({ ...draft, inputShape: shape }))}>
              Take {shapeWords(shape)} as its input
            </Button>
          ) : mend === null ? undefined : (
            <Button onPress={() => changeLayers(data, mend.apply)}>{mend.label}</Button>
          )
        }
      >
        {text}
      </ProblemNote>
    </div>
  );
}

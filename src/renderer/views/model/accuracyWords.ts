import type { AnalogAccuracy } from '../../../shared/api/modelViews.ts';
import { countWords, percentWords } from '../../frame/words.ts';

/** Share of samples by which the other scaling must be better to be worth a word. */
const telling = 0.05;

/** The analog accuracy in words, with a hint where the other scaling says that this one is wrong. */
export interface AccuracyWords {
  readonly share: string;
  readonly interval: string;
  readonly samples: string;
  readonly scaling: string;
  readonly hint: string | null;
}

export function describeAccuracy({ samples, scaling, correct, low, high, other }: AnalogAccuracy): AccuracyWords {
  const otherShare = other.correct / samples;
  return {
    share: percentWords(correct / samples),
    interval: `95 % interval ${percentWords(low)} to ${percentWords(high)}`,
    samples: `${countWords(samples, 'image')}, ${scalingWords[scaling]}`,
    scaling: scalingWords[scaling],
    hint:
      otherShare - correct / samples < telling
        ? null
        : `With values ${scalingWords[other.scaling]} the network reaches ${percentWords(otherShare)}. It was probably trained that way.`,
  };
}

const scalingWords = { unit: 'divided by 255', none: 'as they are' } as const;

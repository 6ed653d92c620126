import type { DataReference } from '../../../shared/sweep/plan.ts';
import { PixelImage } from '../../charts/PixelImage.tsx';
import { useRequest } from '../../state/queries.ts';

interface SampleImageProps {
  readonly data: DataReference;
  /** Position in the samples of the run. */
  readonly sample: number;
}

/** The picture of one sample of a run. */
export function SampleImage({ data, sample }: SampleImageProps) {
  const { data: page } = useRequest(
    'data.page',
    { split: data.split, from: data.offset + sample, count: 1, withAnalog: false },
    { about: [data.sha256] },
  );
  if (page === undefined) return <span className="sample-image" />;
  return <PixelImage {...page} alt={`Sample ${sample}`} className="sample-image" />;
}

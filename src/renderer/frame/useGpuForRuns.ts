import { useEffect } from 'react';
import { offerGpu } from '../state/gpuOffer.ts';
import { useWorkbench } from '../state/workbenchStore.ts';

/** Offers this window's GPU while a run wants one, as after the page was loaded again. */
export function useGpuForRuns(): void {
  const isWanted = useWorkbench(
    ({ app }) => app?.run?.state === 'running' && app.run.engine?.startsWith('webgpu') === true,
  );
  useEffect(() => {
    if (isWanted) offerGpu();
  }, [isWanted]);
}

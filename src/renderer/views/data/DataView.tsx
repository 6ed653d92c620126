import { EmptyState } from '../../components/EmptyState.tsx';

/** The view Data. */
export function DataView() {
  return <EmptyState title="Data" />;
}

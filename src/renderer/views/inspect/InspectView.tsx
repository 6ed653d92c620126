import { EmptyState } from '../../components/EmptyState.tsx';

/** The view Inspect. */
export function InspectView() {
  return <EmptyState title="Inspect" />;
}

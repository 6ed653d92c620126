import { EmptyState } from '../../components/EmptyState.tsx';

/** The view Sweep. */
export function SweepView() {
  return <EmptyState title="Sweep" />;
}

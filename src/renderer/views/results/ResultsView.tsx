import { EmptyState } from '../../components/EmptyState.tsx';

/** The view Results. */
export function ResultsView() {
  return <EmptyState title="Results" />;
}

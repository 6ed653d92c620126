import { EmptyState } from '../../components/EmptyState.tsx';

/** The view Run. */
export function RunView() {
  return <EmptyState title="Run" />;
}

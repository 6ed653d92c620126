import { EmptyState } from '../../components/EmptyState.tsx';

/** The view Start. */
export function StartView() {
  return <EmptyState title="Start" />;
}

import { EmptyState } from '../../components/EmptyState.tsx';

/** The view Model. */
export function ModelView() {
  return <EmptyState title="Model" />;
}

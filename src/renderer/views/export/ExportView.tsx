import { EmptyState } from '../../components/EmptyState.tsx';

/** The view Export. */
export function ExportView() {
  return <EmptyState title="Export" />;
}

import './Waiting.css';

/** Stands for what is being read or computed; shown after a moment only, so that quick answers do not flash. */
export function Waiting({ children }: { readonly children: string }) {
  return (
    <div className="waiting" role="status">
      <span className="waiting-mark" aria-hidden />
      {children}
    </div>
  );
}

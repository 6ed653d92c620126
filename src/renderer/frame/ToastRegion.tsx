import { CircleAlert, CircleCheck, X } from 'lucide-react';
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as AriaToastRegion,
} from 'react-aria-components';
import { Button } from '../components/Button.tsx';
import { toasts } from '../state/toasts.ts';
import './ToastRegion.css';

/** Words that come and go at the lower edge. A problem stays until it is closed. */
export function ToastRegion() {
  return (
    <AriaToastRegion queue={toasts} className="toasts" aria-label="Messages">
      {({ toast }) => (
        <AriaToast toast={toast} className={`toast ${toast.content.level}`}>
          {toast.content.level === 'problem' ? <CircleAlert aria-label="Problem" /> : <CircleCheck aria-hidden />}
          <ToastContent className="toast-words">{toast.content.text}</ToastContent>
          {toast.content.action === undefined ? null : (
            <Button
              kind="quiet"
              onPress={() => {
                toast.content.action?.run();
                toasts.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <Button kind="quiet" icon={<X />} aria-label="Close" slot="close" />
        </AriaToast>
      )}
    </AriaToastRegion>
  );
}

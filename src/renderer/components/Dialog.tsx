import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './Button.tsx';
import './Dialog.css';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly width?: number;
  /** Buttons at the lower right, the chosen way last. */
  readonly actions?: ReactNode;
  /** Stands at the lower left. */
  readonly footNote?: ReactNode;
  /** The content goes to the edges. */
  readonly isFlush?: boolean;
  /** A question that must be answered. */
  readonly isAlert?: boolean;
  readonly children: ReactNode;
}

/** A window in the window: keeps the focus, closes with Escape or a click outside. */
export function Dialog({
  title,
  isOpen,
  onClose,
  width = 480,
  actions,
  footNote,
  isFlush = false,
  isAlert = false,
  children,
}: DialogProps) {
  return (
    <ModalOverlay
      className="dialog-shade"
      isOpen={isOpen}
      isDismissable={!isAlert}
      onOpenChange={(opens) => (opens ? undefined : onClose())}
    >
      <Modal className="dialog-frame" style={{ width }}>
        <AriaDialog className="dialog" role={isAlert ? 'alertdialog' : 'dialog'}>
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button kind="quiet" icon={<X />} hint="Close" onPress={onClose} />
          </header>
          <div className={isFlush ? 'dialog-body flush' : 'dialog-body'}>{children}</div>
          {actions === undefined && footNote === undefined ? null : (
            <footer className="dialog-foot">
              <div className="dialog-note">{footNote}</div>
              {actions}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

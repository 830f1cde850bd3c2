import { type ReactNode, type RefObject, useId } from "react";
import { t } from "@/lib/i18n";

interface ConfirmDialogProps {
  ref: RefObject<HTMLDialogElement | null>;
  title: string;
  /** The verb on the button that does it. */
  action: string;
  pending: boolean;
  problem: string;
  onConfirm(): void;
  children: ReactNode;
}

/** Asks before something is lost. Whoever opens it closes it when it is done. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { ref, title, action, pending, problem, onConfirm, children } = props;
  const id = useId();
  return (
    <dialog className="dialog" ref={ref} aria-labelledby={id}>
      <h2 className="dialog-title" id={id} dir="auto">
        {title}
      </h2>
      <div className="dialog-body">{children}</div>
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={() => ref.current?.close()}>
          {t("cancel")}
        </button>
        <button type="button" className="button button-danger" disabled={pending} onClick={onConfirm}>
          {action}
        </button>
      </div>
    </dialog>
  );
}

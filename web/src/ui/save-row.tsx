import { t } from "@/lib/i18n";

interface SaveRowProps {
  problem: string;
  changed: boolean;
  pending: boolean;
  saved: boolean;
  /** The verb, when it is not plainly to save. */
  action?: string;
}

/** The foot of a form: what stands in the way, the button, and that it is done. */
export function SaveRow({ problem, changed, pending, saved, action = t("save") }: SaveRowProps) {
  return (
    <>
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="form-actions">
        <button type="submit" className="button button-primary" disabled={!changed || pending}>
          {pending ? t("saving") : action}
        </button>
        <p className="form-saved" role="status">
          {saved && !changed ? t("saved") : ""}
        </p>
      </div>
    </>
  );
}

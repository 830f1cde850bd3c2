import { t } from "@/lib/i18n";
import "./timeline.css";

/** In place of a timeline that could not be loaded. */
export function TimelineProblem({ onRetry }: { onRetry(): void }) {
  return (
    <div className="timeline-problem" role="alert">
      <p>{t("timeline.problem")}</p>
      <button type="button" className="button" onClick={onRetry}>
        {t("retry")}
      </button>
    </div>
  );
}

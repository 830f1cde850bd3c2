import { t } from "@/lib/i18n";
import "./timeline.css";

const widths = ["62%", "38%", "71%", "54%", "45%", "66%"];

/** The shape of what comes; the style sheet shows it only when it takes a while. */
export function TimelineSkeleton() {
  return (
    <div className="timeline">
      <p className="visually-hidden" role="status">
        {t("timeline.loading")}
      </p>
      <div className="timeline-skeleton" aria-hidden="true">
        {widths.map((width) => (
          <div className="skeleton-message" key={width}>
            <span className="skeleton-face" />
            <span className="skeleton-line" style={{ inlineSize: "9ch" }} />
            <span className="skeleton-line" style={{ inlineSize: width }} />
          </div>
        ))}
      </div>
    </div>
  );
}

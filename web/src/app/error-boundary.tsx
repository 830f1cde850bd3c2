import { Component, type ReactNode } from "react";
import { t } from "@/lib/i18n";
import { Logo } from "@/ui/flame";

/** What is left when a mistake of ours has brought the page down: a sentence and a way on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="placeholder splash" role="alert">
        <Logo size={48} />
        <p>{t("problem.broken")}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          {t("problem.reload")}
        </button>
      </main>
    );
  }
}

import { type ReactNode, useId } from "react";
import { t } from "@/lib/i18n";

/** A button for what this version does not have yet. It stays in the Tab key's way, so that everybody learns why. */
export function Coming({ icon, action }: { icon: ReactNode; action: string }) {
  const id = useId();
  return (
    <div className="coming">
      <button type="button" className="button" aria-disabled="true" aria-describedby={id}>
        {icon} {action}
      </button>
      <span className="coming-when" id={id}>
        {t("coming")}
      </span>
    </div>
  );
}

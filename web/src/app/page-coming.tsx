import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { t } from "@/lib/i18n";
import { version } from "@/lib/version";

/** A page that comes sooner is just shown; milliseconds. */
const patience = 1_500;

/** In place of a page that is being fetched. Says why, when that takes a while or can never succeed. */
export function PageComing() {
  const { outdated } = useStore(version);
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="placeholder" id="main" tabIndex={-1}>
      <p role="status">{outdated ? t("update.page") : late && t("update.coming")}</p>
      {outdated && (
        <button type="button" className="button" onClick={() => location.reload()}>
          {t("update.reload")}
        </button>
      )}
    </main>
  );
}

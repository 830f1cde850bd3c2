import { Download } from "lucide-react";
import { useStore } from "zustand";
import { t } from "@/lib/i18n";
import { install, installOffer } from "@/lib/install-offer";

/** How to have Campfire as an app of its own on this device; nothing where it is one, or cannot be. */
export function InstallSection() {
  const { offer } = useStore(installOffer);
  const byHand = onApple() && !matchMedia("(display-mode: standalone)").matches;
  if (!offer && !byHand) return null;
  return (
    <section className="setting form-stack" aria-labelledby="install-title">
      <div>
        <h2 className="setting-title" id="install-title">
          {t("install.title")}
        </h2>
        <p className="choice-meaning">{t(offer ? "install.lead" : "install.apple")}</p>
      </div>
      {offer && (
        <div className="form-actions">
          <button type="button" className="button" onClick={install}>
            <Download aria-hidden="true" /> {t("install.action")}
          </button>
        </div>
      )}
    </section>
  );
}

/** On an iPhone or iPad, of which the latter calls itself a Mac, apps are installed from the share menu. */
function onApple(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad/.test(userAgent) || (userAgent.includes("Macintosh") && maxTouchPoints > 1);
}

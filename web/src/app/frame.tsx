import { type CSSProperties, lazy, type ReactNode, Suspense, useState } from "react";
import { useShortcutsOpen } from "@/features/shortcuts/open-shortcuts";
import { phone, useDrawerOpen } from "@/features/sidebar/drawer";
import { Sidebar } from "@/features/sidebar/sidebar";
import { storedWidth } from "@/features/sidebar/sidebar-width";
import { loadSwitcher, useSwitcherOpened } from "@/features/switcher/open-switcher";
import { t } from "@/lib/i18n";
import { patiently } from "@/lib/patiently";
import { useMedia } from "@/lib/use-media";
import { useViewportHeight } from "@/lib/use-viewport-height";
import { useOwnLook } from "./use-own-look";
import "./frame.css";

const Switcher = lazy(loadSwitcher);
const ShortcutsDialog = lazy(patiently(() => import("@/features/shortcuts/shortcuts-dialog")));

/** The sidebar and, beside it, whatever page is open. */
export function Frame({ children }: { children: ReactNode }) {
  const [width, setWidth] = useState(storedWidth);
  useViewportHeight();
  useOwnLook();
  const onPhone = useMedia(phone);
  const drawerOpen = useDrawerOpen();
  const switching = useSwitcherOpened().open;
  const listing = useShortcutsOpen();
  return (
    <div className="frame" style={{ "--sidebar-size": `${width}px` } as CSSProperties}>
      <a className="skip-link visually-hidden" href="#main">
        {t("skip")}
      </a>
      <Sidebar width={width} onResize={setWidth} />
      <div className="frame-page" inert={onPhone && drawerOpen}>
        {children}
      </div>
      <Suspense>
        {switching && <Switcher />}
        {listing && <ShortcutsDialog />}
      </Suspense>
    </div>
  );
}

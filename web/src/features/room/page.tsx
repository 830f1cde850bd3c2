import { X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useLocation } from "wouter";
import { useRooms } from "@/features/rooms/room-queries";
import { t } from "@/lib/i18n";
import { useTitle } from "@/lib/use-title";
import { IconButton } from "@/ui/icon-button";
import { PageHeader } from "./page-header";
import "./page.css";

interface PageProps {
  title: string;
  /** Where one goes on closing it. */
  back: string;
  /** For what is more than a form. */
  wide?: boolean;
  children: ReactNode;
}

/** A page beside the rooms on which something about them is set. Escape closes it. */
export function Page({ title, back, wide = false, children }: PageProps) {
  const [, navigate] = useLocation();
  const unread = useRooms().data?.some((room) => room.unread_count > 0) ?? false;
  useTitle(title);
  useEffect(() => {
    function onKey({ key, target, defaultPrevented }: KeyboardEvent) {
      const elsewhere = target instanceof Element && target.closest("nav, dialog, [popover]");
      const inTheWay = document.querySelector("dialog[open], :popover-open");
      if (key === "Escape" && !defaultPrevented && !elsewhere && !inTheWay) navigate(back);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate, back]);
  return (
    <main className="page" id="main" tabIndex={-1}>
      <PageHeader
        title={
          <span className="truncate" dir="auto">
            {title}
          </span>
        }
        unreadElsewhere={unread}
      >
        <IconButton label={t("close")} onClick={() => navigate(back)}>
          <X aria-hidden="true" />
        </IconButton>
      </PageHeader>
      <div className="page-body">
        <div className={wide ? "page-column page-column-wide" : "page-column"}>{children}</div>
      </div>
    </main>
  );
}

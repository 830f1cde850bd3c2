import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { openDrawer } from "@/features/sidebar/drawer";
import { t } from "@/lib/i18n";
import { IconButton } from "@/ui/icon-button";
import "./room.css";

interface PageHeaderProps {
  icon?: ReactNode;
  title: ReactNode;
  /** Whether another room has something unread, for the button that leads there. */
  unreadElsewhere: boolean;
  children?: ReactNode;
}

/** Where one is and, on a phone, the way to the other rooms. */
export function PageHeader({ icon, title, unreadElsewhere, children }: PageHeaderProps) {
  return (
    <header className="room-header">
      <IconButton
        className="room-menu"
        label={unreadElsewhere ? t("room.menuUnread") : t("room.menu")}
        onClick={openDrawer}
      >
        <Menu aria-hidden="true" />
        {unreadElsewhere && <span className="room-menu-dot" />}
      </IconButton>
      {icon}
      <h1 className="room-title">{title}</h1>
      {children}
    </header>
  );
}

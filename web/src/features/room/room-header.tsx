import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import type { Room } from "@/api/types";
import { RoomName } from "@/features/rooms/room-name";
import { openDrawer } from "@/features/sidebar/drawer";
import { RoomIcon } from "@/features/sidebar/room-list";
import { t } from "@/lib/i18n";
import { IconButton } from "@/ui/icon-button";

interface RoomHeaderProps {
  room: Room | undefined;
  myID: number;
  /** Whether another room has something unread, for the button that leads there. */
  unreadElsewhere: boolean;
  children?: ReactNode;
}

export function RoomHeader({ room, myID, unreadElsewhere, children }: RoomHeaderProps) {
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
      {room && <RoomIcon room={room} myID={myID} />}
      <h1 className="room-title">{room ? <RoomName room={room} myID={myID} /> : t("room.unknown")}</h1>
      {children}
    </header>
  );
}

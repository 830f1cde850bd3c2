import type { ReactNode } from "react";
import type { Room } from "@/api/types";
import { RoomName } from "@/features/rooms/room-name";
import { RoomIcon } from "@/features/sidebar/room-list";
import { t } from "@/lib/i18n";
import { PageHeader } from "./page-header";

interface RoomHeaderProps {
  room: Room | undefined;
  myID: number;
  unreadElsewhere: boolean;
  children?: ReactNode;
}

export function RoomHeader({ room, myID, unreadElsewhere, children }: RoomHeaderProps) {
  return (
    <PageHeader
      icon={room && <RoomIcon room={room} myID={myID} />}
      title={room ? <RoomName room={room} myID={myID} /> : t("room.unknown")}
      unreadElsewhere={unreadElsewhere}
    >
      {children}
    </PageHeader>
  );
}

import type { Room } from "@/api/types";
import { Names } from "@/ui/names";

interface RoomNameProps {
  room: Room;
  myID: number;
  className?: string;
}

/** A room's name on one line. A direct room is called by the others in it. */
export function RoomName({ room, myID, className = "" }: RoomNameProps) {
  const names = namesOf(room, myID);
  const alone = names.length === 1;
  return (
    // With dir="auto" the name must be in no element of its own, or it would not be looked at.
    <span className={`truncate ${className}`} dir={alone ? "auto" : undefined} title={room.name}>
      {alone ? names[0] : <Names names={names} />}
    </span>
  );
}

/** Who a direct room is with, or else the one name it has. */
export function namesOf(room: Room, myID: number): string[] {
  const others = (room.type === "direct" && room.members?.filter((member) => member.id !== myID)) || [];
  return others.length > 0 ? others.map((member) => member.name) : [room.name];
}

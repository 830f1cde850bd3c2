import { RoomName } from "@/features/rooms/room-name";
import { useSession } from "@/features/session/session-query";
import { RoomIcon } from "@/features/sidebar/room-list";
import { t } from "@/lib/i18n";
import { Avatar } from "@/ui/avatar";
import type { Place } from "./places";

interface PlaceOptionProps {
  id: string;
  place: Place;
  active: boolean;
  onPick(): void;
}

/** One line of the switcher. */
export function PlaceOption({ id, place, active, onPick }: PlaceOptionProps) {
  const { user } = useSession();
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
    <div
      id={id}
      role="option"
      aria-selected={active}
      className="switcher-option"
      ref={(row) => (active ? row?.scrollIntoView({ block: "nearest" }) : undefined)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {"room" in place ? (
        <>
          <RoomIcon room={place.room} myID={user.id} />
          <RoomName room={place.room} myID={user.id} className="switcher-name" />
          {place.room.involvement === "invisible" && (
            <span className="person-note">{t("switcher.hidden")}</span>
          )}
        </>
      ) : (
        <>
          <Avatar person={place.person} size={22} />
          <span className="truncate switcher-name" dir="auto">
            {place.person.name}
          </span>
          <span className="person-note">
            {t(place.person.id === user.id ? "switcher.self" : "switcher.start")}
          </span>
        </>
      )}
    </div>
  );
}

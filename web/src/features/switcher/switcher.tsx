import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useLocation, useRoute } from "wouter";
import { findUsers } from "@/api/rooms";
import { recentRooms } from "@/features/rooms/recent-rooms";
import { hiddenRoomsQuery, useRooms } from "@/features/rooms/room-queries";
import { problemOf, useCreateRoom } from "@/features/rooms/use-room-changes";
import { useSession } from "@/features/session/session-query";
import { t } from "@/lib/i18n";
import { useDebounced } from "@/lib/use-debounced";
import { closeSwitcher, switcherIsReady, useSwitcherOpened } from "./open-switcher";
import { PlaceOption } from "./place-option";
import { type Place, placesOf, rankRooms } from "./places";
import "./switcher.css";

const peopleShown = 10;
const settle = 120;

/** Goes to a room or a person by a few letters of the name. */
export default function Switcher() {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [query, setQuery] = useState(useSwitcherOpened().query);
  const [active, setActive] = useState(0);
  const { places, settled } = usePlaces(query.trim());
  const [, navigate] = useLocation();
  const open = useCreateRoom(closeSwitcher);
  const current = places[Math.min(active, places.length - 1)];
  useEffect(() => {
    dialog.current?.showModal();
    switcherIsReady();
  }, []);

  function go(place: Place) {
    if ("person" in place) return open.mutate({ type: "direct", user_ids: [place.person.id] });
    navigate(`/rooms/${place.room.id}`);
    closeSwitcher();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && places.length > 0) {
      event.preventDefault();
      setActive((Math.min(active, places.length - 1) + step + places.length) % places.length);
    }
    if (event.key === "Enter" && current && !event.nativeEvent.isComposing) {
      event.preventDefault();
      go(current);
    }
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes it, as Escape does
    <dialog
      className="switcher"
      ref={dialog}
      aria-label={t("switcher.title")}
      onClose={closeSwitcher}
      onClick={({ target }) => target === dialog.current && closeSwitcher()}
    >
      <input
        className="switcher-input"
        role="combobox"
        aria-label={t("switcher.label")}
        aria-expanded={places.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={current && `${id}-${current.key}`}
        autoComplete="off"
        placeholder={t("switcher.placeholder")}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      {open.isError && (
        <p className="form-problem" role="alert">
          {problemOf(open.error)}
        </p>
      )}
      <div className="switcher-list" id={`${id}-list`} role="listbox" aria-label={t("switcher.title")}>
        {places.map((place) => (
          <PlaceOption
            key={place.key}
            id={`${id}-${place.key}`}
            place={place}
            active={place === current}
            onPick={() => go(place)}
          />
        ))}
      </div>
      <p role="status" className={places.length > 0 || !settled ? "visually-hidden" : "switcher-nothing"}>
        {settled ? t("switcher.found", { count: places.length, query }) : ""}
      </p>
    </dialog>
  );
}

/** Where one can go, and whether that is all: people are asked for once the typing pauses. */
function usePlaces(query: string) {
  const { user } = useSession();
  const [, params] = useRoute("/rooms/:id/*?");
  const shown = useRooms().data ?? [];
  const hidden = useQuery(hiddenRoomsQuery).data ?? [];
  const asked = useDebounced(query, settle);
  const people = useQuery({
    queryKey: ["users", asked, peopleShown],
    queryFn: () => findUsers(asked, peopleShown),
    placeholderData: keepPreviousData,
    enabled: asked !== "",
  });
  const [recent] = useState(() => recentRooms.read(user.id));
  const rooms = rankRooms({ rooms: [...shown, ...hidden], recent, current: Number(params?.id) }, query);
  const current = query !== "" && asked === query && !people.isPlaceholderData;
  const found = current ? people.data : undefined;
  return {
    places: placesOf(rooms, found ?? [], user.id, [...shown, ...hidden]),
    settled: query === "" || (current && !people.isPending),
  };
}

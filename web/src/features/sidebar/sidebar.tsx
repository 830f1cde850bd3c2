import { Search } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { InboxLink } from "@/features/inbox/inbox-link";
import { countUnread } from "@/features/rooms/live-rooms";
import { useRooms } from "@/features/rooms/room-queries";
import { useOpenRoom, useRoomBeforeMyEyes } from "@/features/rooms/use-open-room";
import { SearchLink } from "@/features/search/search-link";
import { useSession } from "@/features/session/session-query";
import { openSwitcher, useSwitcherKey } from "@/features/switcher/open-switcher";
import { t } from "@/lib/i18n";
import { useMedia } from "@/lib/use-media";
import { Logo } from "@/ui/flame";
import { closeDrawer, phone, useDrawerOpen } from "./drawer";
import { filterRooms } from "./filter";
import { FilterField } from "./filter-field";
import { HiddenRooms } from "./hidden-rooms";
import { InviteButton } from "./invite-button";
import { OwnMenu } from "./own-menu";
import { Resizer } from "./resizer";
import { RoomList } from "./room-list";
import { UnreadBar } from "./unread-bar";
import { storedUnreadFirst, storeUnreadFirst, unreadFirst } from "./unread-first";
import { useRoomKeys } from "./use-room-keys";
import { useSwipe } from "./use-swipe";
import "./sidebar.css";

interface SidebarProps {
  width: number;
  onResize(width: number): void;
}

/** The rooms, the people, and myself. On a phone it is a drawer. */
export function Sidebar({ width, onResize }: SidebarProps) {
  const panel = useRef<HTMLElement>(null);
  const { account, user } = useSession();
  const rooms = useRooms();
  const onPhone = useMedia(phone);
  const open = useDrawerOpen();
  const hidden = onPhone && !open;
  useSwipe(panel);
  useDrawerFocus(panel, onPhone && open);
  useEffect(() => closeDrawer, []); // Whoever signs out of it finds it closed when back.

  const lists = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const filtering = query.trim() !== "";
  const [first, setFirst] = useState(storedUnreadFirst);
  const found = filterRooms(rooms.data ?? [], query);
  const shown = first ? unreadFirst(found) : found;
  const shared = shown.filter((room) => room.type !== "direct");
  const direct = shown.filter((room) => room.type === "direct");
  useRoomKeys([...shared, ...direct], useOpenRoom());
  const unread = countUnread(rooms.data, useRoomBeforeMyEyes());
  const addTo = (href: string, label: string) => (filtering ? undefined : { href, label });
  useSwitcherKey();
  return (
    <>
      <nav
        className={open ? "sidebar sidebar-open" : "sidebar"}
        ref={panel}
        inert={hidden}
        aria-label={t("sidebar.label")}
      >
        <header className="sidebar-head">
          <Logo size={26} />
          <span className="sidebar-account truncate" dir="auto">
            {account.name}
          </span>
        </header>
        <FilterField query={query} onQuery={setQuery} lists={lists} />
        {rooms.data && rooms.data.length > 0 && !filtering && (
          <UnreadBar
            count={unread}
            first={first}
            onFirst={(wanted) => {
              setFirst(wanted);
              storeUnreadFirst(wanted);
            }}
          />
        )}
        <div className="sidebar-lists" ref={lists}>
          <SearchLink />
          <InboxLink />
          {rooms.isPending && <SidebarSkeleton />}
          {rooms.isError && !rooms.data && (
            <p className="sidebar-problem">
              {t("sidebar.problem")}{" "}
              <button type="button" className="link-button" onClick={() => void rooms.refetch()}>
                {t("retry")}
              </button>
            </p>
          )}
          <RoomList
            title={t("sidebar.rooms")}
            rooms={shared}
            myID={user.id}
            add={account.can_create_rooms ? addTo("/rooms/new", t("newRoom.title")) : undefined}
          />
          <RoomList
            title={t("sidebar.people")}
            rooms={direct}
            myID={user.id}
            add={addTo("/rooms/new/direct", t("newDirect.title"))}
          />
          {rooms.data && !filtering && <HiddenRooms myID={user.id} />}
          {filtering && <FilterOutcome query={query.trim()} count={shown.length} />}
        </div>
        <footer className="sidebar-foot">
          <InviteButton />
          <OwnMenu />
        </footer>
        <Resizer width={width} onResize={onResize} />
      </nav>
      {onPhone && open && (
        <button
          type="button"
          className="sidebar-scrim"
          aria-label={t("sidebar.close")}
          onClick={closeDrawer}
        />
      )}
    </>
  );
}

/** While the drawer is open, focus is in it and Escape closes it; then focus goes back. */
function useDrawerFocus(panel: RefObject<HTMLElement | null>, open: boolean): void {
  useEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    const first = (selector: string) => panel.current?.querySelector<HTMLElement>(selector);
    (first("[aria-current]") ?? first("a, button"))?.focus();
    const onKey = ({ key }: KeyboardEvent) => {
      // Escape closes what is on top, and a menu of the drawer is above it.
      if (key === "Escape" && !document.querySelector(":popover-open, dialog[open]")) closeDrawer();
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
      if (before instanceof HTMLElement) before.focus();
    };
  }, [panel, open]);
}

/** Says how much a filter leaves; with nothing left, where else to look. */
function FilterOutcome({ query, count }: { query: string; count: number }) {
  return (
    <>
      <p role="status" className={count > 0 ? "visually-hidden" : "sidebar-problem"}>
        {t("sidebar.filtered", { count, query })}
      </p>
      {count === 0 && (
        <button type="button" className="sidebar-action" onClick={() => openSwitcher(query)}>
          <Search aria-hidden="true" /> {t("sidebar.searchAll")}
        </button>
      )}
    </>
  );
}

function SidebarSkeleton() {
  return (
    <div className="sidebar-skeleton" aria-hidden="true">
      {["70%", "52%", "61%", "44%"].map((width) => (
        <span key={width} className="skeleton-line" style={{ inlineSize: width }} />
      ))}
    </div>
  );
}

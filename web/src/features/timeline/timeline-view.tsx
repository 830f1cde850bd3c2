import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Message, User } from "@/api/types";
import { type Kept, useKept } from "@/features/inbox/use-kept";
import { useActions } from "@/features/message-actions/actions";
import { ActionsOverlay } from "@/features/message-actions/actions-overlay";
import { goTo, useActiveMessage } from "@/features/message-actions/use-active-message";
import { useLongPress } from "@/features/message-actions/use-long-press";
import { useMessageKeys } from "@/features/message-actions/use-message-keys";
import { useShown } from "@/features/message-actions/use-shown";
import type { Unsent } from "@/features/outbox/outbox";
import type { Target } from "@/features/room/use-target";
import { t } from "@/lib/i18n";
import { daysAgo, longDay } from "@/lib/time";
import { useToday } from "@/lib/use-today";
import { MessageRow } from "./message-row";
import type { RoomSync } from "./room-sync";
import { type Row, rowsOf } from "./rows";
import type { Timeline } from "./timeline";
import { UnsentRow } from "./unsent-row";
import { useFirstUnread } from "./use-first-unread";
import { useScroll } from "./use-scroll";
import "./timeline.css";

interface TimelineViewProps {
  roomID: number;
  timeline: Timeline;
  unsent: readonly Unsent[];
  sync: RoomSync;
  me: User;
  roomName: string;
  readUpTo: number | undefined;
  /** Where a permalink leads. */
  target: Target | undefined;
  /** Changes each time I send, which brings me to the newest message. */
  sendCount: number;
  /** How much others have said that is not seen yet. */
  arrivals: number;
  /** Shown above all of it, whatever is scrolled to. */
  notice: ReactNode;
  /** Shown above the first message ever. */
  beginning: ReactNode;
  /** Told which message is at the bottom of the screen once the newest is on it. */
  onNewestSeen(messageID: number | undefined): void;
  /** The reader has gone on from where the permalink led. */
  onLeaveTarget(): void;
}

/** The messages of a room: pages, scrolls and groups them. */
export function TimelineView(props: TimelineViewProps) {
  const { roomID, timeline, unsent, sync, me, roomName, readUpTo, target } = props;
  const { sendCount, arrivals, notice, beginning, onNewestSeen, onLeaveTarget } = props;
  const { hasBefore, hasAfter } = timeline;
  const messages = useShown(timeline.messages);
  const kept = useKept(roomID);
  const scroller = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);

  const rows = useMemo(
    () => rowsOf({ messages, unsent, hasAfter, myID: me.id, readUpTo }),
    [messages, unsent, hasAfter, me.id, readUpTo],
  );

  const actions = useActions();
  useActiveMessage(list, messages, actions);
  useLongPress(list, messages, actions);
  useMessageKeys(list, messages, actions);

  const onNearTop = useCallback(() => void sync.loadOlder().catch(() => undefined), [sync]);
  const onNearBottom = useCallback(() => void sync.loadNewer().catch(() => undefined), [sync]);
  const scroll = useScroll({ scroller, list, rows, onNearTop, onNearBottom });
  const { atBottom, farUp, toBottom, toRow } = scroll;

  const toFirstUnread = useFirstUnread({ scroller, list, timeline, sync, readUpTo, rows, toRow });

  const [shown, setShown] = useState<Target>();
  useLayoutEffect(() => {
    const row = list.current?.querySelector<HTMLElement>(`[data-message-id="${target?.id}"]`);
    if (!row || !target || shown === target) return;
    setShown(target);
    toRow(row);
    const { store } = actions;
    if (list.current?.contains(document.activeElement)) queueMicrotask(() => goTo(target.id, store));
    else store.setState({ activeID: target.id });
  });

  // Before it has shown where a permalink leads, the timeline is not where its reader is.
  const atNewest = atBottom && !hasAfter && (!target || shown === target);
  const newestID = messages.at(-1)?.id;

  useEffect(() => sync.follow(atNewest), [sync, atNewest]);
  useEffect(() => onNewestSeen(atNewest ? newestID : undefined), [onNewestSeen, atNewest, newestID]);

  const jump = useCallback(async () => {
    if (hasAfter) await sync.load().catch(() => undefined);
    onLeaveTarget();
    toBottom();
  }, [hasAfter, sync, toBottom, onLeaveTarget]);

  const sent = useRef(sendCount);
  useEffect(() => {
    if (sent.current === sendCount) return;
    sent.current = sendCount;
    void jump();
  }, [sendCount, jump]);

  return (
    <div className="timeline">
      {notice}
      <section
        className="timeline-scroller"
        ref={scroller}
        onScroll={scroll.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard, also in Safari
        tabIndex={0}
        aria-label={t("timeline.label", { room: roomName })}
      >
        <ol className="timeline-list" ref={list}>
          {!hasBefore && <li className="timeline-beginning">{beginning}</li>}
          {rows.map((row) => (
            <RowView key={row.key} row={row} me={me} kept={kept} targetID={target?.id} />
          ))}
        </ol>
      </section>
      <ActionsOverlay messages={messages} />
      {toFirstUnread && (
        <button type="button" className="timeline-jump timeline-jump-up" onClick={toFirstUnread}>
          <ArrowUp aria-hidden="true" />
          {t("timeline.firstUnread")}
        </button>
      )}
      {(hasAfter || farUp || arrivals > 0) && !atNewest && (
        <button type="button" className="timeline-jump" onClick={() => void jump()}>
          <ArrowDown aria-hidden="true" />
          {arrivals > 0 ? t("timeline.jumpNew", { count: arrivals }) : t("timeline.jump")}
        </button>
      )}
    </div>
  );
}

interface RowViewProps {
  row: Row;
  me: User;
  kept: Kept;
  targetID: number | undefined;
}

function RowView({ row, me, kept, targetID }: RowViewProps) {
  switch (row.type) {
    case "day":
      return <DayRow at={row.at} />;
    case "new":
      return (
        <li className="timeline-line timeline-line-new">
          <span>{t("timeline.new")}</span>
        </li>
      );
    case "gap":
      return (
        <li className="timeline-line">
          <span>{t("timeline.gap")}</span>
        </li>
      );
    case "unsent":
      return <UnsentRow unsent={row.unsent} me={me} grouped={row.grouped} />;
    case "message":
      return (
        <MessageRow
          message={row.message}
          grouped={row.grouped}
          mentionsMe={mentions(row.message, me)}
          targeted={row.message.id === targetID}
          saved={kept.saved.has(row.message.id)}
          pinnedBy={kept.pinnedBy.get(row.message.id)}
        />
      );
  }
}

function DayRow({ at }: { at: Date }) {
  const today = useToday();
  const names: Record<number, string> = { 0: t("day.today"), 1: t("day.yesterday") };
  const day = longDay(at, today);
  return (
    <li className="timeline-line timeline-day">
      <h2 title={day}>{names[daysAgo(at, today)] ?? day}</h2>
    </li>
  );
}

/** Whether a message mentions somebody, by name or with everyone. */
function mentions({ mentioned_user_ids, mass_mention, creator }: Message, { id }: User): boolean {
  return mentioned_user_ids.includes(id) || (mass_mention !== "" && creator.id !== id);
}

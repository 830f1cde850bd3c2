import { Bookmark, Pin } from "lucide-react";
import { memo, type ReactNode, useState } from "react";
import { Link } from "wouter";
import type { Message, User } from "@/api/types";
import { mayChange, useActions, useActionsState } from "@/features/message-actions/actions";
import { Boosts } from "@/features/message-actions/boosts";
import { MessageBar } from "@/features/message-actions/message-bar";
import { useTools } from "@/features/message-actions/use-tools";
import { t } from "@/lib/i18n";
import { dayOf, fullTime, longDay, shortTime, timeOfDay } from "@/lib/time";
import { Avatar } from "@/ui/avatar";
import { MessageBody } from "./message-body";
import "./message.css";

/** A message this young has just been said, so it may make an entrance. */
const freshFor = 4_000;

interface MessageRowProps {
  message: Message;
  grouped: boolean;
  mentionsMe: boolean;
  /** A permalink led here. */
  targeted: boolean;
  /** I keep it for later. */
  saved: boolean;
  /** Who keeps it before the whole room. */
  pinnedBy: string | undefined;
}

export const MessageRow = memo(function MessageRow({
  message,
  grouped,
  mentionsMe,
  targeted,
  saved,
  pinnedBy,
}: MessageRowProps) {
  const at = new Date(message.created_at);
  const [fresh] = useState(() => Math.abs(Date.now() - at.getTime()) < freshFor);
  const active = useActionsState(({ activeID }) => activeID === message.id);
  const editing = useActionsState(({ editingID }) => editingID === message.id);
  const classes = ["message", grouped && "message-grouped", mentionsMe && "message-mentions-me"];
  if (fresh) classes.push("message-fresh");
  if (targeted) classes.push("message-targeted");

  return (
    <li className={classes.filter(Boolean).join(" ")} data-message-id={message.id}>
      <MessageFrame
        author={message.creator}
        at={at}
        grouped={grouped}
        permalink={`/rooms/${message.room_id}/@${message.id}`}
      >
        {editing ? <Editing message={message} /> : <MessageBody message={message} />}
        {pinnedBy && (
          <span className="message-mark">
            <Pin aria-hidden="true" /> {t("message.pinned", { name: pinnedBy })}
          </span>
        )}
        {saved && (
          <span className="message-mark">
            <Bookmark aria-hidden="true" /> {t("message.saved")}
          </span>
        )}
        {message.edited_at && !editing && <Edited message={message} at={new Date(message.edited_at)} />}
        <Boosts message={message} />
      </MessageFrame>
      {active && !editing && <MessageBar message={message} />}
    </li>
  );
});

function Editing({ message }: { message: Message }) {
  const EditBox = useTools()?.EditBox;
  return EditBox ? <EditBox message={message} /> : <MessageBody message={message} />;
}

/** When a message was edited; for those who may, the way to what it said before. */
function Edited({ message, at }: { message: Message; at: Date }) {
  const actions = useActions();
  const sameDay = dayOf(at) === dayOf(new Date(message.created_at));
  const when = sameDay ? timeOfDay(at) : longDay(at, new Date());
  const label = (
    <time dateTime={at.toISOString()} title={fullTime(at)}>
      {t("message.edited", { time: when })}
    </time>
  );
  if (!mayChange(message, actions.me)) return <span className="message-edited">{label}</span>;
  return (
    <button
      type="button"
      className="message-edited"
      tabIndex={-1}
      onClick={() => actions.showHistory(message)}
    >
      {label}
    </button>
  );
}

interface MessageFrameProps {
  author: User;
  at: Date;
  grouped: boolean;
  permalink?: string;
  children: ReactNode;
}

/** The gutter with the face or the time, the name where a block begins, and what is said. */
export function MessageFrame({ author, at, grouped, permalink, children }: MessageFrameProps) {
  const time = <Time at={at} short={grouped} permalink={permalink} />;
  const page = `/users/${author.id}`;
  return (
    <>
      <div className="message-gutter">
        {grouped ? (
          time
        ) : (
          <Link href={page} tabIndex={-1} aria-hidden="true">
            <Avatar person={author} size={36} />
          </Link>
        )}
      </div>
      <div className="message-content">
        <h3 className={grouped ? "visually-hidden" : "message-head"}>
          {/* No stop for the Tab key, as the time is none: the arrow keys lead there from the message's tools. */}
          <Link className="message-author" dir="auto" href={page} tabIndex={-1}>
            {author.name}
          </Link>
          {author.role === "bot" && <span className="message-bot">{t("message.bot")}</span>}
          {!grouped && time}
        </h3>
        {children}
      </div>
    </>
  );
}

interface TimeProps {
  at: Date;
  /** Without "am" or "pm", for which the gutter has no room. */
  short: boolean;
  permalink: string | undefined;
}

function Time({ at, short, permalink }: TimeProps) {
  const time = (
    <time dateTime={at.toISOString()} title={fullTime(at)}>
      {short ? shortTime(at) : timeOfDay(at)}
    </time>
  );
  // Not a stop for the Tab key: with one for each message, the composer would be hundreds away.
  return permalink ? (
    <Link className="message-time" href={permalink} tabIndex={-1}>
      {time}
    </Link>
  ) : (
    <span className="message-time">{time}</span>
  );
}

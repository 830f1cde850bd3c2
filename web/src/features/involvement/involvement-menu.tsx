import { AtSign, Bell, BellOff, Check, EyeOff, type LucideIcon } from "lucide-react";
import { useId, useRef } from "react";
import type { Involvement, Room } from "@/api/types";
import { problemOf, useSetInvolvement } from "@/features/rooms/use-room-changes";
import { type MessageId, t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import { hangBelow } from "@/ui/hang-below";
import { IconButton } from "@/ui/icon-button";
import "./involvement-menu.css";

interface Level {
  involvement: Involvement;
  icon: LucideIcon;
  name: MessageId;
  meaning: MessageId;
}

const everything: Level = {
  involvement: "everything",
  icon: Bell,
  name: "involvement.everything",
  meaning: "involvement.everythingMeaning",
};
const mentions: Level = {
  involvement: "mentions",
  icon: AtSign,
  name: "involvement.mentions",
  meaning: "involvement.mentionsMeaning",
};
const nothing: Level = {
  involvement: "nothing",
  icon: BellOff,
  name: "involvement.nothing",
  meaning: "involvement.nothingMeaning",
};
const invisible: Level = {
  involvement: "invisible",
  icon: EyeOff,
  name: "involvement.invisible",
  meaning: "involvement.invisibleMeaning",
};

/** Where two talk, each message is for both: mentions are no level of their own there. */
const levels: Record<Room["type"], Level[]> = {
  open: [everything, mentions, nothing, invisible],
  closed: [everything, mentions, nothing, invisible],
  direct: [everything, nothing, invisible],
};

/** How much I hear of a room, in its header. */
export default function InvolvementMenu({ room }: { room: Room }) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const set = useSetInvolvement(room.id);
  const offered = levels[room.type];
  const level = offered.find(({ involvement }) => involvement === room.involvement) ?? mentions;

  function choose({ involvement, name }: Level) {
    menu.current?.hidePopover();
    set.mutate(involvement, {
      onSuccess: () => announce(t("involvement.changed", { level: t(name) })),
      onError: () => menu.current?.showPopover(),
    });
  }

  return (
    <>
      <IconButton
        label={t("involvement.label", { level: t(level.name) })}
        popoverTarget={id}
        aria-haspopup="dialog"
      >
        <level.icon aria-hidden="true" />
      </IconButton>
      <div
        className="popover involvement"
        id={id}
        popover="auto"
        ref={menu}
        role="dialog"
        aria-label={t("involvement.title")}
        onBeforeToggle={hangBelow}
      >
        <h2 className="section-title">{t("involvement.title")}</h2>
        {set.isError && (
          <p className="form-problem" role="alert">
            {problemOf(set.error)}
          </p>
        )}
        {offered.map((offer) => (
          <button
            key={offer.involvement}
            type="button"
            className="menu-item involvement-level"
            aria-pressed={offer === level}
            onClick={() => choose(offer)}
          >
            <offer.icon aria-hidden="true" />
            <span className="involvement-name">{t(offer.name)}</span>
            {offer === level && <Check aria-hidden="true" />}
            <span className="choice-meaning">{t(offer.meaning)}</span>
          </button>
        ))}
      </div>
    </>
  );
}

import { Ellipsis, Reply, SmilePlus } from "lucide-react";
import { type MouseEvent, useRef } from "react";
import type { Message } from "@/api/types";
import { t } from "@/lib/i18n";
import { IconButton } from "@/ui/icon-button";
import { type MenuView, useActions, useActionsState } from "./actions";

/** The tools over the message that is pointed at or was reached by keyboard. The last of them is a stop for the Tab key. */
export function MessageBar({ message }: { message: Message }) {
  const actions = useActions();
  const tapped = useActionsState((state) => state.tapped);
  const open = useActionsState(({ menu }) => (menu?.message.id === message.id ? menu.view : undefined));
  // Pressing the button of what is open closes it before the click comes.
  const closing = useRef<MenuView>(undefined);

  const opens = (view: MenuView) => ({
    "aria-haspopup": view === "menu" ? ("menu" as const) : ("dialog" as const),
    "aria-expanded": open === view,
    onPointerDown: () => {
      closing.current = open;
    },
    onClick: (event: MouseEvent) => {
      const anchor = matchMedia("(hover: none)").matches ? undefined : event.currentTarget;
      if (closing.current !== view) actions.openMenu({ message, view, anchor });
      closing.current = undefined;
    },
  });

  return (
    <div className={tapped ? "message-bar message-bar-tapped" : "message-bar"}>
      <IconButton label={t("bar.boost")} tabIndex={-1} {...opens("boosts")}>
        <SmilePlus aria-hidden="true" />
      </IconButton>
      <IconButton label={t("bar.reply")} tabIndex={-1} onClick={() => actions.reply(message)}>
        <Reply aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t("bar.menu", { name: message.creator.name, text: message.body_text.slice(0, 80) })}
        title={t("bar.more")}
        className="message-bar-menu"
        {...opens("menu")}
      >
        <Ellipsis aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** Puts the keyboard on a message's tools, if it is shown. */
export function focusBar(messageID: number): void {
  document.querySelector<HTMLElement>(`[data-message-id="${messageID}"] .message-bar-menu`)?.focus();
}

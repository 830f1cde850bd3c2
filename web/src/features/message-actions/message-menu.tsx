import { useQuery } from "@tanstack/react-query";
import { SmilePlus } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import type { Message } from "@/api/types";
import { EmojiPicker } from "@/features/emoji/emoji-picker";
import { bookmarksQuery, pinsQuery } from "@/features/inbox/inbox-queries";
import { useKeeping } from "@/features/inbox/use-keeping";
import { t } from "@/lib/i18n";
import { placeBeside } from "@/ui/place-beside";
import { type OpenMenu, useActions } from "./actions";
import { quickBoosts } from "./boost-groups";
import { type Kept, menuItems } from "./menu-items";

/**
 * What opens over a message: what one can do with it, or which boost to give.
 * Beside a button it is a popover; without one it comes from below as a dialog,
 * since a popover goes when the finger that opened it is lifted.
 */
export function MessageMenu({ menu }: { menu: OpenMenu }) {
  const actions = useActions();
  const { message, view, anchor } = menu;
  const box = useRef<HTMLDialogElement>(null);
  const pressedBeside = useRef(false);
  const kept = useKept(message);
  const keeping = useKeeping();

  useLayoutEffect(() => {
    if (!box.current) return;
    open(box.current, anchor);
    // On a phone the keyboard would come up over what there is to choose from.
    const first = view === "menu" ? "[role=menuitem]" : anchor ? "input" : "button";
    box.current.querySelector<HTMLElement>(first)?.focus();
  }, [anchor, view]);

  /** Closes first, so that the keyboard is back on the message when the next thing takes it. */
  function choose(run: () => void) {
    close();
    run();
  }

  function close() {
    if (anchor) box.current?.hidePopover();
    else box.current?.close();
  }

  async function giveWords(content: string): Promise<string | undefined> {
    const refused = await actions.boost(message, content);
    if (!refused) close();
    return refused;
  }

  const quick = quickBoosts.map((content) => (
    <button
      key={content}
      type="button"
      role={view === "menu" ? "menuitem" : undefined}
      className="quick-boost"
      aria-label={t("boosts.give", { content })}
      onClick={() => choose(() => actions.toggleBoost(message, content))}
    >
      {content}
    </button>
  ));

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same, by itself
    <dialog
      ref={box}
      className={`popover message-popover ${anchor ? "" : "message-popover-below"}`}
      popover={anchor ? "auto" : undefined}
      aria-label={view === "menu" ? t("menu.label", { name: message.creator.name }) : t("boosts.choose")}
      onToggle={(event) => event.newState === "closed" && actions.closeMenu()}
      onClose={actions.closeMenu}
      onPointerDown={(event) => {
        pressedBeside.current = event.target === box.current;
      }}
      onClick={(event) => event.target === box.current && pressedBeside.current && close()}
    >
      {view === "menu" ? (
        <div role="menu" aria-label={t("menu.label", { name: message.creator.name })} onKeyDown={walk}>
          <div className="quick-boosts">{quick}</div>
          <button
            type="button"
            role="menuitem"
            className="menu-item"
            onClick={() => actions.openMenu({ ...menu, view: "boosts" })}
          >
            <SmilePlus aria-hidden="true" /> {t("menu.boost")}
          </button>
          {menuItems
            .filter((item) => item.applies?.(message, actions.me, kept) ?? true)
            .map(({ label, icon: Icon, grave, run }) => (
              <button
                key={label}
                type="button"
                role="menuitem"
                className={grave ? "menu-item menu-item-grave" : "menu-item"}
                onClick={() => choose(() => run(message, actions, keeping))}
              >
                <Icon aria-hidden="true" /> {t(label)}
              </button>
            ))}
        </div>
      ) : (
        <>
          <div className="quick-boosts">{quick}</div>
          <EmojiPicker
            words={{
              label: t("boosts.own"),
              offer: (content) => t("boosts.give", { content }),
              take: giveWords,
            }}
            onClose={close}
            onPick={(content) => choose(() => actions.toggleBoost(message, content))}
          />
        </>
      )}
    </dialog>
  );
}

/** Whether a message is among what I saved, and what is pinned in its room. */
function useKept({ id, room_id }: Message): Kept {
  const saved = useQuery(bookmarksQuery).data?.includes(id) ?? false;
  const pinned = useQuery(pinsQuery(room_id)).data?.some(({ message }) => message.id === id) ?? false;
  return { saved, pinned };
}

function open(box: HTMLDialogElement, anchor: Element | undefined): void {
  if (anchor) {
    if (!box.matches(":popover-open")) box.showPopover();
    placeBeside(box, anchor);
  } else if (!box.open) {
    box.showModal();
  }
}

/** Arrow keys go round among the items. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const back = event.currentTarget.matches(":dir(rtl)") ? "ArrowRight" : "ArrowLeft";
  const on = back === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const steps: Record<string, number> = {
    ArrowUp: at - 1,
    [back]: at - 1,
    ArrowDown: at + 1,
    [on]: at + 1,
    Home: 0,
    End: items.length - 1,
  };
  const to = steps[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}

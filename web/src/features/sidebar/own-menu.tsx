import {
  Download,
  EllipsisVertical,
  Keyboard,
  LogOut,
  MonitorSmartphone,
  ScrollText,
  Settings,
  UserRound,
} from "lucide-react";
import { useId, useRef, useState } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { Drafts } from "@/features/composer/drafts";
import { useDeletions } from "@/features/message-actions/deletions-context";
import { useOutbox, useUnsent } from "@/features/outbox/outbox-context";
import { useSession, useSignOut } from "@/features/session/session-query";
import { openShortcuts } from "@/features/shortcuts/open-shortcuts";
import { t } from "@/lib/i18n";
import { install, installOffer } from "@/lib/install-offer";
import { Avatar } from "@/ui/avatar";
import { closeDrawer } from "./drawer";

/** My own place at the foot of the sidebar, with the way out. */
export function OwnMenu() {
  const { user } = useSession();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const unsent = useUnsent().length;
  const { leave, problem } = useLeave();
  const { offer } = useStore(installOffer);
  const popover = useRef<HTMLDivElement>(null);
  const close = () => {
    popover.current?.hidePopover();
    closeDrawer();
  };

  function askOrLeave() {
    if (unsent > 0) dialog.current?.showModal();
    else void leave();
  }

  return (
    <div className="own">
      <button
        type="button"
        className="own-button"
        popoverTarget={id}
        aria-label={t("own.menu", { name: user.name })}
      >
        <Avatar person={user} size={28} />
        <span className="truncate" dir="auto">
          {user.name}
        </span>
        <EllipsisVertical aria-hidden="true" />
      </button>
      <div className="popover own-popover" id={id} popover="auto" ref={popover}>
        <Link className="menu-item" href="/users/me/profile" onClick={close}>
          <UserRound aria-hidden="true" /> {t("profile.title")}
        </Link>
        <Link className="menu-item" href="/users/me/devices" onClick={close}>
          <MonitorSmartphone aria-hidden="true" /> {t("own.devices")}
        </Link>
        <Link className="menu-item" href="/account/edit" onClick={close}>
          <Settings aria-hidden="true" /> {t("account.title")}
        </Link>
        {user.role === "administrator" && (
          <Link className="menu-item" href="/account/audit" onClick={close}>
            <ScrollText aria-hidden="true" /> {t("own.audit")}
          </Link>
        )}
        <button
          type="button"
          className="menu-item"
          onClick={() => {
            close();
            openShortcuts();
          }}
        >
          <Keyboard aria-hidden="true" /> {t("keys.title")}
        </button>
        {offer && (
          <button
            type="button"
            className="menu-item"
            onClick={() => {
              close();
              install();
            }}
          >
            <Download aria-hidden="true" /> {t("install.action")}
          </button>
        )}
        <button type="button" className="menu-item" onClick={askOrLeave}>
          <LogOut aria-hidden="true" /> {t("own.signOut")}
        </button>
        {problem && (
          <p className="own-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      <dialog className="dialog" ref={dialog} aria-labelledby={`${id}-title`}>
        <h2 className="dialog-title" id={`${id}-title`}>
          {t("own.signOutTitle", { count: unsent })}
        </h2>
        <p>{t("own.signOutLead", { count: unsent })}</p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {t("own.stay")}
          </button>
          <button type="button" className="button button-primary" onClick={() => void leave()}>
            {t("own.signOutAnyway", { count: unsent })}
          </button>
        </div>
      </dialog>
    </div>
  );
}

/** Signs out, and takes what I had written from this device: the next person here may be another. */
function useLeave() {
  const { user } = useSession();
  const signOut = useSignOut();
  const outbox = useOutbox();
  const deletions = useDeletions();
  const [problem, setProblem] = useState("");

  async function leave() {
    try {
      await deletions.flush();
      await signOut();
      await outbox.clear();
      new Drafts(user.id).clear();
    } catch {
      setProblem(t("own.signOutFailed"));
    }
  }

  return { leave, problem };
}

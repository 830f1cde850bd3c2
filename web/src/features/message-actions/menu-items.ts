import {
  Bookmark,
  BookmarkX,
  Copy,
  History,
  Link,
  type LucideIcon,
  MailOpen,
  Pencil,
  Pin,
  PinOff,
  Reply,
  Trash2,
} from "lucide-react";
import type { Message, User } from "@/api/types";
import type { useKeeping } from "@/features/inbox/use-keeping";
import { markUnreadFrom } from "@/features/rooms/mark-unread";
import type { MessageId } from "@/lib/i18n";
import { type MessageActions, mayChange, mayEdit } from "./actions";

export interface MenuItem {
  label: MessageId;
  icon: LucideIcon;
  /** What it does loses something. */
  grave?: boolean;
  /** Whether it is there for this person and message; always, when left out. */
  applies?(message: Message, me: User, kept: Kept): boolean;
  run(message: Message, actions: MessageActions, keeping: Keeping): void;
}

/** What is known of a message beyond what it says. */
export interface Kept {
  saved: boolean;
  pinned: boolean;
}

type Keeping = ReturnType<typeof useKeeping>;

/** What a message's menu offers, top to bottom. */
export const menuItems: readonly MenuItem[] = [
  { label: "menu.reply", icon: Reply, run: (message, actions) => actions.reply(message) },
  { label: "menu.copyLink", icon: Link, run: (message, actions) => actions.copyLink(message) },
  { label: "menu.copyText", icon: Copy, run: (message, actions) => actions.copyText(message) },
  {
    label: "menu.save",
    icon: Bookmark,
    applies: (_message, _me, { saved }) => !saved,
    run: (message, _, keeping) => void keeping.save(message, true),
  },
  {
    label: "menu.unsave",
    icon: BookmarkX,
    applies: (_message, _me, { saved }) => saved,
    run: (message, _, keeping) => void keeping.save(message, false),
  },
  {
    label: "menu.pin",
    icon: Pin,
    applies: (_message, _me, { pinned }) => !pinned,
    run: (message, _, keeping) => void keeping.pin(message, true),
  },
  {
    label: "menu.unpin",
    icon: PinOff,
    applies: (_message, _me, { pinned }) => pinned,
    run: (message, _, keeping) => void keeping.pin(message, false),
  },
  { label: "menu.markUnread", icon: MailOpen, run: (message) => void markUnreadFrom(message) },
  { label: "menu.edit", icon: Pencil, applies: mayEdit, run: (message, actions) => actions.edit(message) },
  {
    label: "menu.history",
    icon: History,
    applies: (message, me) => message.edited && mayChange(message, me),
    run: (message, actions) => actions.showHistory(message),
  },
  {
    label: "menu.delete",
    icon: Trash2,
    grave: true,
    applies: mayChange,
    run: (message, actions) => actions.remove(message),
  },
];

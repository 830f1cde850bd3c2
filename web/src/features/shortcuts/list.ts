import type { MessageId } from "@/lib/i18n";
import { type Shortcut, shortcuts } from "@/lib/shortcuts";

/** A line of the list: what is pressed, any one of them, and what it does. */
export interface Line {
  keys: readonly string[];
  does: MessageId;
}

interface Group {
  title: MessageId;
  lines: readonly Line[];
}

const everywhere: Record<Shortcut, MessageId> = {
  switcher: "keys.switcher",
  search: "keys.search",
  roomAbove: "keys.roomAbove",
  roomBelow: "keys.roomBelow",
  unreadAbove: "keys.unreadAbove",
  unreadBelow: "keys.unreadBelow",
  readRoom: "keys.readRoom",
  readAll: "keys.readAll",
  help: "keys.help",
};

/** All that can be done with the keyboard alone and is not told by what has the focus. */
export const groups: readonly Group[] = [
  {
    title: "keys.everywhere",
    lines: (Object.keys(everywhere) as Shortcut[]).map((name) => ({
      keys: shortcuts[name],
      does: everywhere[name],
    })),
  },
  {
    title: "keys.writing",
    lines: [
      { keys: ["Enter"], does: "keys.send" },
      { keys: ["Mod+Enter"], does: "keys.sendAlways" },
      { keys: ["Shift+Enter"], does: "keys.newLine" },
      { keys: ["@", ":", "/play"], does: "keys.complete" },
      { keys: ["ArrowUp"], does: "keys.editLast" },
      { keys: ["Mod+B"], does: "keys.bold" },
      { keys: ["Mod+I"], does: "keys.italic" },
      { keys: ["Mod+K"], does: "keys.link" },
    ],
  },
  {
    title: "keys.messages",
    lines: [
      { keys: ["Shift+Tab"], does: "keys.toMessages" },
      { keys: ["ArrowUp", "ArrowDown"], does: "keys.walk" },
      { keys: ["Home", "End"], does: "keys.ends" },
      { keys: ["ArrowLeft", "ArrowRight"], does: "keys.aside" },
      { keys: ["Enter"], does: "keys.menu" },
    ],
  },
  {
    title: "keys.lists",
    lines: [
      { keys: ["ArrowUp", "ArrowDown"], does: "keys.choose" },
      { keys: ["Enter"], does: "keys.open" },
      { keys: ["Escape"], does: "keys.back" },
    ],
  },
];

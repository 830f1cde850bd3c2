/** Whether this is a device of Apple's, where Cmd does what Ctrl does elsewhere. */
export const apple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/**
 * Every key that works wherever one is; what hears a key asks isPressed, and the
 * list of shortcuts is printed from here. "Mod" is Ctrl or Cmd.
 */
export const shortcuts = {
  help: ["?", "Mod+/"],
  switcher: ["Mod+K"],
  search: ["/", "Mod+Shift+F"],
  roomAbove: ["Alt+ArrowUp"],
  roomBelow: ["Alt+ArrowDown"],
  unreadAbove: ["Alt+Shift+ArrowUp"],
  unreadBelow: ["Alt+Shift+ArrowDown"],
  readRoom: ["Escape"],
  readAll: ["Shift+Escape"],
} satisfies Record<string, readonly string[]>;

export type Shortcut = keyof typeof shortcuts;

/** Whether a key press is one of a shortcut's. A mere character is none where it could be meant as text. */
export function isPressed(event: KeyboardEvent, shortcut: Shortcut): boolean {
  return shortcuts[shortcut].some((combination) => {
    const wanted = combination.split("+");
    const key = wanted.at(-1) ?? "";
    const needs = (name: string) => wanted.includes(name);
    const modified = event.ctrlKey || event.metaKey;
    if (
      event.key.toLowerCase() !== key.toLowerCase() ||
      modified !== needs("Mod") ||
      event.altKey !== needs("Alt")
    )
      return false;
    const letter = key.length > 1 || /[a-z]/i.test(key);
    if (letter) return event.shiftKey === needs("Shift");
    return modified || !isText(event); // Where a sign is on the keyboard, and with which keys, is not for us to say.
  });
}

function isText({ target, isComposing }: KeyboardEvent): boolean {
  const field = "input, textarea, select, trix-editor, [role=textbox]";
  return (
    isComposing || (target instanceof HTMLElement && (target.isContentEditable || target.matches(field)))
  );
}

/** A combination as it is printed on the keyboard here. */
export function keysOf(combination: string): string[] {
  return combination.split("+").map((key) => (apple ? appleNames[key] : undefined) ?? names[key] ?? key);
}

const names: Record<string, string> = {
  Mod: "Ctrl",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

const appleNames: Record<string, string> = {
  Mod: "⌘",
  Shift: "⇧",
  Alt: "⌥",
  Enter: "↩",
  Escape: "⎋",
  Tab: "⇥",
};

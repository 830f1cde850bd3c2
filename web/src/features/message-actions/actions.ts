import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Message, User } from "@/api/types";

/** What is open over a message: its menu, or the choice of a boost. */
export type MenuView = "menu" | "boosts";

export interface OpenMenu {
  message: Message;
  view: MenuView;
  /** What it opens beside; none on a phone, where it comes from below. */
  anchor: Element | undefined;
}

export interface ActionsState {
  /** The message that shows its tools: the one pointed at, or last reached by keyboard. */
  activeID: number | undefined;
  /** Whether a tap has brought its tools up; where there is a pointer, they show by themselves. */
  tapped: boolean;
  menu: OpenMenu | undefined;
  editingID: number | undefined;
  historyOf: Message | undefined;
}

/** What can be done with the messages of a room, and what is being done. */
export interface MessageActions {
  readonly me: User;
  readonly store: ReturnType<typeof createActionsStore>;
  openMenu(menu: OpenMenu): void;
  closeMenu(): void;
  reply(message: Message): void;
  copyLink(message: Message): void;
  copyText(message: Message): void;
  copyWords(text: string): void;
  edit(message: Message): void;
  /** Notes what is being written in place of the message that is edited, as HTML. */
  write(html: string): void;
  /** What was written so, in words. */
  written(): string;
  /** Ends editing; what was saved is shown at once. */
  endEdit(saved?: Message): void;
  showHistory(message: Message | undefined): void;
  remove(message: Message): void;
  /** Gives a boost; resolves with why it was refused, or nothing. */
  boost(message: Message, content: string): Promise<string | undefined>;
  /** Joins in a boost that is there, or takes mine back. */
  toggleBoost(message: Message, content: string): void;
}

export function createActionsStore() {
  return createStore<ActionsState>(() => ({
    activeID: undefined,
    tapped: false,
    menu: undefined,
    editingID: undefined,
    historyOf: undefined,
  }));
}

export const ActionsContext = createContext<MessageActions | undefined>(undefined);

export function useActions(): MessageActions {
  const actions = useContext(ActionsContext);
  if (!actions) throw new Error("useActions needs an ActionsContext");
  return actions;
}

export function useActionsState<Part>(part: (state: ActionsState) => Part): Part {
  return useStore(useActions().store, part);
}

/** Authors change their messages, and administrators everyone's. The server decides. */
export function mayChange(message: Message, me: User): boolean {
  return message.creator.id === me.id || me.role === "administrator";
}

export function mayEdit(message: Message, me: User): boolean {
  return message.kind !== "attachment" && mayChange(message, me);
}

export function permalinkOf(message: Message): string {
  return `${location.origin}/rooms/${message.room_id}/@${message.id}`;
}

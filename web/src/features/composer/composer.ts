import type { ComponentType, Ref } from "react";
import { byteLength, htmlOf } from "@/lib/html";

/** A text somebody is writing, whatever editor it is written in. */
export interface Composer {
  /** The text as HTML, of whose last change onChange has heard then; empty when there is nothing to send. */
  html(): string;
  /** Puts html in place of the text. */
  replace(html: string): void;
  /** Puts text where the caret is, or was last, and goes on from there. */
  insert(text: string): void;
  focus(): void;
  /** Whether Enter is needed for a new line where the caret is, as in code. */
  takesEnter(): boolean;
}

export interface EditorProps {
  ref: Ref<Composer>;
  label: string;
  initialHTML: string;
  toolbarOpen: boolean;
  autoFocus: boolean;
  /** What is chosen in the text to begin with, as offsets; without one it is the end. */
  selection: [start: number, end: number] | undefined;
  onChange(html: string): void;
}

/** An editor shows the text and provides it as a Composer. */
export type Editor = ComponentType<EditorProps>;

/** What others may ask of the place where one writes. */
export interface ComposerHandle {
  /** Puts HTML above what is being written. */
  quote(html: string): void;
}

/** Whether the formatting tools are shown is remembered under this. */
export const toolbarKey = "campfire:toolbar";

/** The most the server takes of one message, in bytes of HTML. */
export const bodyLimit = 32 * 1024;

/**
 * Whether what is pasted is more than any message can have, or than would be
 * beside what is written: an editor would be busy with it for seconds.
 */
export function isTooMuch(pasted: DataTransfer, written: string): boolean {
  const size = byteLength(htmlOf(pasted.getData("text/plain")));
  return size > bodyLimit || size + byteLength(written) > 2 * bodyLimit;
}

interface SendKey {
  key: string;
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/**
 * Whether a key press belongs to an input method. Safari ends the composing
 * before the key that ended it, which then only its code gives away.
 */
export function isComposingKey({ isComposing, keyCode }: Pick<SendKey, "isComposing" | "keyCode">): boolean {
  return isComposing || keyCode === 229;
}

/**
 * Whether a key press sends. Enter does, except where it is needed for a new
 * line: on touch keyboards, in code, and while formatting with the toolbar
 * open. It never does while an input method is composing a word.
 */
export function isSendKey(
  event: SendKey,
  { touch, toolbarOpen, takesEnter }: { touch: boolean; toolbarOpen: boolean; takesEnter: boolean },
): boolean {
  if (event.key !== "Enter" || isComposingKey(event)) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !event.shiftKey && !event.altKey && !touch && !toolbarOpen && !takesEnter;
}

/** Whether a key press asks, in an empty composer, for the last message to be edited. */
export function isEditLastKey(event: SendKey): boolean {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
  return key === "ArrowUp" && !(shiftKey || altKey || ctrlKey || metaKey || isComposingKey(event));
}

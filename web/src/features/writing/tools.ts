import {
  Bold,
  Code,
  Heading,
  IndentDecrease,
  IndentIncrease,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  Quote,
  Redo2,
  SquareCode,
  Strikethrough,
  Undo2,
} from "lucide-react";
import type { TrixEditor } from "trix";
import type { MessageId } from "@/lib/i18n";

/** A tool over the text, and the keys for it together with Ctrl or Cmd. */
export interface Tool {
  label: MessageId;
  icon: LucideIcon;
  /** The formatting it gives and takes away; the others do something once. */
  attribute?: string;
  shift?: boolean;
  /** Where the key is on the keyboard, whatever is written on it. */
  code?: string;
  run?(editor: TrixEditor): void;
  can?(editor: TrixEditor): boolean;
}

export const toolGroups: Tool[][] = [
  [
    { label: "toolbar.bold", icon: Bold, attribute: "bold", code: "KeyB" },
    { label: "toolbar.italic", icon: Italic, attribute: "italic", code: "KeyI" },
    { label: "toolbar.strike", icon: Strikethrough, attribute: "strike", shift: true, code: "KeyX" },
    { label: "toolbar.inlineCode", icon: Code, attribute: "inlineCode", code: "KeyE" },
    { label: "toolbar.link", icon: Link, attribute: "href", code: "KeyK" },
  ],
  [
    { label: "toolbar.heading", icon: Heading, attribute: "heading1", shift: true, code: "Digit1" },
    { label: "toolbar.quote", icon: Quote, attribute: "quote", shift: true, code: "Digit9" },
    { label: "toolbar.code", icon: SquareCode, attribute: "code", shift: true, code: "KeyE" },
    { label: "toolbar.bullets", icon: List, attribute: "bullet", shift: true, code: "Digit8" },
    { label: "toolbar.numbers", icon: ListOrdered, attribute: "number", shift: true, code: "Digit7" },
    {
      label: "toolbar.outdent",
      icon: IndentDecrease,
      run: (editor) => editor.decreaseNestingLevel(),
      can: (editor) => editor.canDecreaseNestingLevel(),
    },
    {
      label: "toolbar.indent",
      icon: IndentIncrease,
      run: (editor) => editor.increaseNestingLevel(),
      can: (editor) => editor.canIncreaseNestingLevel(),
    },
  ],
  [
    {
      label: "toolbar.undo",
      icon: Undo2,
      code: "KeyZ",
      run: (editor) => editor.undo(),
      can: (editor) => editor.canUndo(),
    },
    {
      label: "toolbar.redo",
      icon: Redo2,
      shift: true,
      code: "KeyZ",
      run: (editor) => editor.redo(),
      can: (editor) => editor.canRedo(),
    },
  ],
];

/** The tool that keys are for. */
export function toolFor({ code, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): Tool | undefined {
  if (altKey || ctrlKey === metaKey) return undefined;
  return toolGroups.flat().find((tool) => tool.code === code && (tool.shift ?? false) === shiftKey);
}

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The keys of a tool, as they are written on a keyboard. */
export function keysOf({ code, shift }: Tool): string | undefined {
  const key = code?.replace(/^(?:Key|Digit)/, "");
  if (!key) return undefined;
  return mac ? `${shift ? "⇧" : ""}⌘${key}` : `Ctrl+${shift ? "Shift+" : ""}${key}`;
}

/** Gives or takes away what a tool stands for, in one step to undo. */
export function use(tool: Tool, editor: TrixEditor): void {
  const { attribute, run } = tool;
  if (tool.code !== "KeyZ") editor.recordUndoEntry("Formatting");
  if (run) run(editor);
  else if (!attribute) return;
  else if (editor.attributeIsActive(attribute)) editor.deactivateAttribute(attribute);
  else if (editor.canActivateAttribute(attribute)) editor.activateAttribute(attribute);
}

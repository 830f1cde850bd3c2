import type { ComponentType } from "react";
import type { TrixEditorElement } from "./trix-elements";

/** What the rich editor is given to work with; it comes in a chunk beside the editor's. */
export interface Writing {
  /** Helps somebody write in an editor. */
  assist(trix: TrixEditorElement): Assistant;
  /** The tools over the text. */
  Toolbar: ComponentType<ToolbarProps>;
}

export interface Assistant {
  /** Whether Enter is needed for a new line where the caret is: in code, or to open some. */
  takesEnter(): boolean;
  leave(): void;
}

export interface ToolbarProps {
  trix: TrixEditorElement;
  /** The formatting at the caret; false is what cannot be given there. */
  active: Record<string, unknown>;
  open: boolean;
}

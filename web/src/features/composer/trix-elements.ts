import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { TrixEditor } from "trix";

export interface TrixEditorElement extends HTMLElement {
  readonly editor: TrixEditor;
  readonly editorController: {
    render(): void;
    /** What Trix takes for the place of the caret. */
    readonly selectionManager: { selectionDidChange(): void };
  };
  /** The text as HTML, as of the last rendering. */
  readonly value: string;
}

/** Goes on where one was in the text: after another field had the caret, the browser would put it at the beginning. */
export function focusAgain(trix: TrixEditorElement): void {
  const range = trix.editor.getSelectedRange();
  trix.focus();
  trix.editor.setSelectedRange(range);
}

type ElementProps<Element extends HTMLElement, More> = DetailedHTMLProps<HTMLAttributes<Element>, Element> &
  More;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "trix-editor": ElementProps<TrixEditorElement, { input: string; toolbar: string; placeholder: string }>;
      "trix-toolbar": ElementProps<HTMLElement, { id: string }>;
    }
  }
}

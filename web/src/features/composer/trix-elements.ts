import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { TrixEditor } from "trix";

export interface TrixEditorElement extends HTMLElement {
  readonly editor: TrixEditor;
  readonly editorController: { render(): void };
  /** The text as HTML, as of the last rendering. */
  readonly value: string;
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

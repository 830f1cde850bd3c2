import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { TrixEditor } from "trix";

export interface TrixEditorElement extends HTMLElement {
  readonly editor: TrixEditor;
  /** The text as HTML. */
  value: string;
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

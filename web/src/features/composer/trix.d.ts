// Trix ships no types; this is the part of it that we use.
declare module "trix" {
  export interface TrixEditor {
    loadHTML(html: string): void;
    getDocument(): { toString(): string };
    getSelectedRange(): [number, number];
    setSelectedRange(range: [number, number]): void;
    getClientRectAtPosition(position: number): DOMRect | undefined;
    attributeIsActive(name: string): boolean;
    recordUndoEntry(description: string): void;
    deleteInDirection(direction: "backward"): void;
    insertString(text: string): void;
    insertHTML(html: string): void;
  }

  interface BlockAttribute {
    tagName: string;
    inheritable: boolean;
  }

  const Trix: { config: { blockAttributes: Record<string, BlockAttribute> } };
  export default Trix;
}

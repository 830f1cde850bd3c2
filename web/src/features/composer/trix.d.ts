// Trix ships no types; this is the part of it that we use.
declare module "trix" {
  interface TrixBlock {
    getAttributes(): string[];
    getBlockBreakPosition(): number;
  }

  interface TrixDocument {
    toString(): string;
    getBlockAtPosition(position: number): TrixBlock;
    locationFromPosition(position: number): { index: number; offset: number };
    getCommonAttributesAtPosition(position: number): Record<string, unknown>;
    getCommonAttributesAtRange(range: [number, number]): Record<string, unknown>;
    getRangeOfCommonAttributeAtPosition(name: string, position: number): [number, number];
  }

  export interface TrixEditor {
    loadHTML(html: string): void;
    getDocument(): TrixDocument;
    getSelectedRange(): [number, number];
    setSelectedRange(range: [number, number]): void;
    getClientRectAtPosition(position: number): DOMRect | undefined;
    attributeIsActive(name: string): boolean;
    canActivateAttribute(name: string): boolean;
    activateAttribute(name: string, value?: string | true): void;
    deactivateAttribute(name: string): void;
    setHTMLAtributeAtPosition(position: number, name: string, value: string): void;
    increaseNestingLevel(): void;
    decreaseNestingLevel(): void;
    canIncreaseNestingLevel(): boolean;
    canDecreaseNestingLevel(): boolean;
    recordUndoEntry(description: string, options?: { context?: string; consolidatable?: boolean }): void;
    undo(): void;
    redo(): void;
    canUndo(): boolean;
    canRedo(): boolean;
    deleteInDirection(direction: "backward"): void;
    insertString(text: string): void;
    insertHTML(html: string): void;
    insertLineBreak(): void;
  }

  interface BlockAttribute {
    tagName: string;
    inheritable: boolean;
  }

  const Trix: { config: Record<"blockAttributes" | "textAttributes", Record<string, BlockAttribute>> };
  export default Trix;
}

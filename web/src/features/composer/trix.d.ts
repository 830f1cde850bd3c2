// Trix ships no types; this is the part of it that we use.
declare module "trix" {
  export interface TrixEditor {
    loadHTML(html: string): void;
    getDocument(): { toString(): string };
    setSelectedRange(range: [number, number]): void;
  }

  interface BlockAttribute {
    tagName: string;
    inheritable: boolean;
  }

  const Trix: { config: { blockAttributes: Record<string, BlockAttribute> } };
  export default Trix;
}

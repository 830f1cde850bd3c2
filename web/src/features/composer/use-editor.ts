import { createElement, useEffect, useState } from "react";
import type { Editor } from "./composer";
import { PlainEditor } from "./plain-editor";

/**
 * The editor to write in: the plain one at once, the rich one when its chunk
 * has come. `steady` holds the exchange back, for instance while an input
 * method is composing a word. Without the chunk one can write all the same.
 */
export function useEditor(steady: boolean): Editor {
  const [rich, setRich] = useState<Editor>();
  const [editor, setEditor] = useState<Editor>(() => PlainEditor);

  useEffect(() => {
    let wanted = true;
    loadRich().then(
      (loaded) => wanted && setRich(() => loaded),
      () => undefined, // Offline: the plain editor stays.
    );
    return () => {
      wanted = false;
    };
  }, []);

  if (rich && !steady && editor !== rich) setEditor(() => rich);
  return editor;
}

/** Trix defines its element a moment after its code has run; until then there is no editor in it. */
async function loadRich(): Promise<Editor> {
  const [{ default: TrixEditor }, writing] = await Promise.all([
    import("./trix-editor"),
    import("@/features/writing/writing"),
  ]);
  await customElements.whenDefined("trix-editor");
  return (props) => createElement(TrixEditor, { ...props, writing });
}

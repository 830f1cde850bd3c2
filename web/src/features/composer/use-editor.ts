import { useEffect, useState } from "react";
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
    import("./trix-editor").then(
      (module) => wanted && setRich(() => module.default),
      () => undefined, // Offline: the plain editor stays.
    );
    return () => {
      wanted = false;
    };
  }, []);

  if (rich && !steady && editor !== rich) setEditor(() => rich);
  return editor;
}

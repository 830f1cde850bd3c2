import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

const english = fileURLToPath(new URL("../src/lib/messages/en.catalog.json", import.meta.url));

/** A catalogue (message id → ICU text) in the form that Lingui's runtime reads. */
function compiled(source: string): string {
  const texts: Record<string, string> = JSON.parse(source);
  return JSON.stringify(
    Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, compileMessageOrThrow(text)])),
  );
}

/**
 * Vite plugin: writes the texts, compiled so that no ICU parser is shipped, as a
 * file that the page fetches while it fetches the script. A text that is not
 * valid ICU fails the build. Imported, as tests do, a catalogue is compiled too.
 */
export function catalogs(): Plugin {
  return {
    name: "lingui-catalogs",
    enforce: "pre",
    transform: {
      filter: { id: /\.catalog\.json$/ },
      handler: (source) => ({ code: `export default ${compiled(source)}`, moduleType: "js", map: null }),
    },
    generateBundle() {
      this.emitFile({ type: "asset", name: "en.json", source: compiled(readFileSync(english, "utf8")) });
    },
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle }) {
        const file = Object.keys(bundle ?? {}).find((name) => name.endsWith(".json"));
        const href = file
          ? `/${file}`
          : `data:application/json,${encodeURIComponent(compiled(readFileSync(english, "utf8")))}`;
        const attrs = { id: "texts", rel: "preload", as: "fetch", crossorigin: "", href };
        return [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}

import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

/**
 * Vite plugin: turns `*.catalog.json` (message id → ICU text) into the compiled
 * form that Lingui's runtime reads, so that no ICU parser is shipped. A text
 * that is not valid ICU fails the build.
 */
export function catalogs(): Plugin {
  return {
    name: "lingui-catalogs",
    enforce: "pre",
    transform: {
      filter: { id: /\.catalog\.json$/ },
      handler(source) {
        const texts: Record<string, string> = JSON.parse(source);
        const compiled = Object.fromEntries(
          Object.entries(texts).map(([id, text]) => [id, compileMessageOrThrow(text)]),
        );
        return { code: `export default ${JSON.stringify(compiled)}`, moduleType: "js", map: null };
      },
    },
  };
}

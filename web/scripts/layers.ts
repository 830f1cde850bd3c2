import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const order = readFileSync(fileURLToPath(new URL("../src/ui/styles/layers.css", import.meta.url)), "utf8")
  .replace(/\/\*.*?\*\//gs, "")
  .trim();

/**
 * Vite plugin: begins every sheet with the order of the cascade's layers.
 * Whichever of them a browser reads first fixes it, and with pages that are
 * loaded when they are opened that is not always the one that imports it.
 */
export function layers(): Plugin {
  return {
    name: "cascade-layers",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === "asset" && file.fileName.endsWith(".css")) file.source = `${order}${file.source}`;
    },
  };
}

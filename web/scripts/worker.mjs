// Builds src/worker into dist/service-worker.js: one file, told what the app of this
// build is made of. Runs after the app's own build.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const page = readFileSync(at("../dist/index.html"), "utf8");
const entry = /<script type="module"[^>]* src="([^"]+)"/.exec(page)?.[1];
if (!entry) throw new Error("dist/index.html begins with no script; build the app first");

const assets = readdirSync(at("../dist/assets")).sort();
const files = ["/icon.svg", ...assets.map((name) => `/assets/${name}`)];
const version = createHash("sha256").update(page).update(files.join("\n")).digest("hex").slice(0, 12);

await build({
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  define: { shell: JSON.stringify({ version, entry, files }) },
  resolve: { alias: { "@": at("../src") } },
  build: {
    outDir: at("../dist"),
    emptyOutDir: false,
    target: ["chrome123", "firefox125", "safari17.5"],
    modulePreload: false,
    rolldownOptions: {
      input: at("../src/worker/service-worker.ts"),
      output: { format: "iife", entryFileNames: "service-worker.js" },
    },
  },
});

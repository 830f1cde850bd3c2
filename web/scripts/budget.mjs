// Fails when the built app is larger than we promise (gzip -9, KB of 1,024 bytes).
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const assets = readdirSync(`${dist}assets`);
const size = (path) => gzipSync(readFileSync(dist + path), { level: 9 }).length / 1024;
const total = (names) => names.reduce((sum, name) => sum + size(`assets/${name}`), 0);

const html = readFileSync(`${dist}index.html`, "utf8");
const scripts = assets.filter((name) => name.endsWith(".js"));
const budgets = [
  ["first view, JavaScript", 130, total(scripts.filter((name) => html.includes(name)))],
  ["editor chunk", 52, total(scripts.filter((name) => name.startsWith("trix")))],
  ["all JavaScript", 240, total(scripts)],
  ["service worker", 5, size("service-worker.js")],
  ["texts", 20, total(assets.filter((name) => name.endsWith(".json")))],
  ["all CSS", 20, total(assets.filter((name) => name.endsWith(".css")))],
];

for (const [what, limit, used] of budgets) {
  const fits = used > 0 && used <= limit;
  console.log(`${fits ? "ok  " : "OVER"} ${what}: ${used.toFixed(1)} of ${limit} KB`);
  if (!fits) process.exitCode = 1;
}

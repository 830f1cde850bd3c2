// Makes src/features/completion/emoji.txt of the npm package gemoji (MIT), which follows GitHub's names:
//   node scripts/emoji.mjs path/to/gemoji/index.js
// A line is an emoji, its names, and further words to find it by, with tabs between.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const { gemoji } = await import(pathToFileURL(resolve(process.argv[2])));
const rows = gemoji.map(({ emoji, names, tags, description }) => {
  const known = new Set(names.flatMap((name) => name.split("_")));
  const words = [...tags, ...description.toLowerCase().split(/[^\p{L}\p{N}]+/u)];
  const more = [...new Set(words)].filter((word) => word && !known.has(word));
  return [emoji, names.join(" "), more.join(" ")].join("\t");
});
const target = fileURLToPath(new URL("../src/features/completion/emoji.txt", import.meta.url));
writeFileSync(target, `${rows.join("\n")}\n`);

// Empties dist but for .gitkeep, which keeps the folder in the repository.
import { readdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const stale = (await readdir(dist)).filter((name) => name !== ".gitkeep");
await Promise.all(stale.map((name) => rm(dist + name, { recursive: true })));

// Puts a .br and a .gz beside every compressible file of dist, so that the
// server never compresses an asset while somebody waits.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const compressible = new Set([".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".txt"]);

const entries = await readdir(dist, { recursive: true, withFileTypes: true });
const files = entries
  .filter((e) => e.isFile() && compressible.has(extname(e.name)))
  .map((e) => join(e.parentPath, e.name));

await Promise.all(
  files.map(async (file) => {
    const bytes = await readFile(file);
    const [br, gz] = await Promise.all([
      promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
      promisify(gzip)(bytes, { level: 9 }),
    ]);
    await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
  }),
);

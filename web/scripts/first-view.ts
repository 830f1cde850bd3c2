import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../index.html", import.meta.url));

interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

const reached = new Set<string>();

/**
 * Puts all that the entry reaches without a lazy import into one chunk. Left
 * alone, what later pages share with it becomes chunks of its own, and each of
 * them weighs more than its part of one. Returns null for everything else.
 */
export function firstView(id: string, graph: Graph): string | null {
  if (reached.size === 0) reach(entry, graph);
  return reached.has(id) ? "first" : null;
}

function reach(id: string, graph: Graph): void {
  if (reached.has(id)) return;
  reached.add(id);
  for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) reach(imported, graph);
}

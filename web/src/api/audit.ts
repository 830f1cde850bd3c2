import { answered, client } from "@/api/client";
import type { components } from "@/api/types.gen";

export type AuditEntry = components["schemas"]["AuditEntry"];
export type AuditPage = components["schemas"]["AuditOutputBody"];

/** Which entries to show; what is left out does not matter. */
export interface AuditFilter {
  /** A kind, or a noun such as "session". */
  kind?: string;
  actor_id?: number;
  /** The first day and the last, as "2026-05-12" in the viewer's time. */
  from?: string;
  to?: string;
}

/** A page of the audit log, newest first; before is the id of the last entry of the page before. */
export function fetchAudit({ from, to, ...filter }: AuditFilter, before?: number): Promise<AuditPage> {
  const query = { ...filter, ...between(from, to), ...(before ? { before } : {}) };
  return answered(client.GET("/api/account/audit", { params: { query } }));
}

function between(from?: string, to?: string): { since?: string; until?: string } {
  const bounds: { since?: string; until?: string } = {};
  if (from) bounds.since = midnight(from, 0).toISOString();
  if (to) bounds.until = midnight(to, 1).toISOString();
  return bounds;
}

/** The beginning of a day, or of the one so many days later. */
function midnight(day: string, later: number): Date {
  const at = new Date(`${day}T00:00`);
  at.setDate(at.getDate() + later);
  return at;
}

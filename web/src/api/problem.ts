/** The server's refusal (RFC 9457). The message is a sentence for people. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** Form field → sentence. */
  readonly fields: Readonly<Record<string, string>>;
  /** Seconds to wait before trying again, 0 when the server named none. */
  readonly retryAfter: number;
  /** Everything else the document says. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(response: Response, body: unknown) {
    const problem = (typeof body === "object" && body !== null ? body : {}) as {
      detail?: string;
      title?: string;
      code?: string;
      errors?: { message: string; location?: string }[] | null;
    };
    super(problem.detail ?? problem.title ?? `HTTP ${response.status}`);
    this.name = "Problem";
    this.status = response.status;
    this.code = problem.code ?? "";
    this.extra = { ...problem };
    this.retryAfter = Number(response.headers.get("Retry-After")) || 0;
    this.fields = Object.fromEntries(
      (problem.errors ?? [])
        .filter((e) => e.location?.startsWith("body."))
        .map((e) => [e.location?.slice("body.".length), e.message]),
    );
  }
}

/** No answer came: the line is down, or the server is. Nothing is known of the outcome. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

/** Signed out, too slow, too fast, or a server that is starting: what was asked for is not refused. */
const passing = new Set([401, 408, 429, 502, 503, 504]);

/** Whether an error says nothing about what was asked for, so that it may yet be done. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Problem) return passing.has(error.status);
  return error instanceof Unreachable;
}

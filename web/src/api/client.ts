import type { Client } from "openapi-fetch";
import { Problem, Unreachable } from "@/api/problem";
import type { paths } from "@/api/types.gen";

/** How long an answer may take before the line counts as down. */
const patience = 30_000;

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Asks the API, typed by its description. The types are openapi-fetch's; of what it does this is all that we use. */
export const client = Object.fromEntries(
  methods.map((method) => [method, (path: string, input: Input = {}) => send(method, path, input)]),
) as unknown as Pick<Client<paths>, (typeof methods)[number]>;

interface Input {
  params?: { path?: Record<string, unknown>; query?: Record<string, unknown> };
  body?: unknown;
}

async function send(method: string, path: string, { params, body }: Input): Promise<Answer<unknown>> {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(params?.path?.[name])));
  const url = new URL(filled, globalThis.location?.origin);
  for (const [name, value] of Object.entries(params?.query ?? {})) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  }
  const request = new Request(url, {
    method,
    credentials: "same-origin",
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json" },
    }),
  });
  const response = await fetch(request, { signal: AbortSignal.timeout(patience) });
  const text = await response.text();
  return response.ok
    ? { data: text ? JSON.parse(text) : undefined, response }
    : { error: problemIn(text), response };
}

/** The problem document of an answer; a proxy's words are none. */
function problemIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const listeners = new Set<() => void>();

/** Calls listener whenever the server says that we are not signed in (any more). */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

interface Answer<Data> {
  data?: Data | undefined;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer; throws Problem or Unreachable otherwise. */
export async function outcome<Data>(request: Promise<Answer<Data>>): Promise<Data> {
  const answer = await request.catch((cause: unknown) => {
    throw new Unreachable("No answer from the server", { cause });
  });
  if (!answer.response.ok) throw new Problem(answer.response, answer.error);
  return answer.data as Data;
}

/** As outcome, for requests that need a session: tells the listeners when there is none. */
export async function answered<Data>(request: Promise<Answer<Data>>): Promise<Data> {
  try {
    return await outcome(request);
  } catch (error) {
    if (error instanceof Problem && error.status === 401) for (const listener of listeners) listener();
    throw error;
  }
}

import createClient from "openapi-fetch";
import { Problem, Unreachable } from "@/api/problem";
import type { paths } from "@/api/types.gen";

/** How long an answer may take before the line counts as down. */
const patience = 30_000;

export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "",
  credentials: "same-origin",
  fetch: (request: Request) => fetch(request, { signal: AbortSignal.timeout(patience) }),
});

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

import { client, outcome } from "@/api/client";
import { Problem } from "@/api/problem";
import type { Session } from "@/api/types";

/** Something the server said before, by the key it is asked for with. */
export interface Known {
  key: readonly unknown[];
  data: unknown;
  /** As of when, in milliseconds. */
  at: number;
}

export interface SignedIn extends Session {
  signedIn: true;
  /** There is no line: this session is what the device kept, and here is all else that it did. */
  copied?: readonly Known[];
}

export interface SignedOut {
  signedIn: false;
  /** Nobody has an account yet: the next one to come sets the team up. */
  firstRun: boolean;
  accountName: string;
  /** What the administrators say to those who cannot sign in. */
  help: string;
  /** Why nobody may sign in from here; empty when one may. */
  refused: string;
}

export interface Credentials {
  email_address: string;
  password: string;
}

export interface Registration extends Credentials {
  name: string;
}

/** Who is signed in here, or else what a stranger may know. */
export async function fetchSession(): Promise<SignedIn | SignedOut> {
  try {
    return { signedIn: true, ...(await outcome(client.GET("/api/session"))) };
  } catch (error) {
    if (error instanceof Problem && (error.status === 401 || error.code === "address_banned"))
      return signedOut(error);
    throw error;
  }
}

function signedOut(problem: Problem): SignedOut {
  return {
    signedIn: false,
    firstRun: problem.extra.first_run === true,
    accountName: String(problem.extra.account_name || "Campfire"),
    help: String(problem.extra.sign_in_help ?? ""),
    refused: problem.code === "address_banned" ? problem.message : "",
  };
}

export function signIn(body: Credentials): Promise<unknown> {
  return outcome(client.POST("/api/session", { body }));
}

/** Ends the session here; the device with a push endpoint gets no notifications any more. */
export function signOut(push_subscription_endpoint = ""): Promise<unknown> {
  return outcome(client.DELETE("/api/session", { body: { push_subscription_endpoint } }));
}

export function firstRun(body: Registration & { account_name: string }): Promise<unknown> {
  return outcome(client.POST("/api/first_run", { body }));
}

export function join(code: string, body: Registration): Promise<unknown> {
  return outcome(client.POST("/api/join/{code}", { params: { path: { code } }, body }));
}

/** Whose door a join link opens; Problem 404 when the link is not good any more. */
export async function fetchInvitation(code: string): Promise<string> {
  const { account_name } = await outcome(client.GET("/api/join/{code}", { params: { path: { code } } }));
  return account_name;
}

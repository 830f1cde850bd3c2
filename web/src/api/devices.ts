import { answered, client, outcome } from "@/api/client";
import type { components } from "@/api/types.gen";

type Schemas = components["schemas"];

export type Device = Schemas["DeviceBody"];
export type TransferLink = Schemas["TransferOutputBody"];
export type TransferInvitation = Schemas["TransferUserOutputBody"];

/** My devices, the one last used first. */
export async function fetchDevices(): Promise<Device[]> {
  const { sessions } = await answered(client.GET("/api/sessions"));
  return sessions;
}

export function endDevice(session: number): Promise<unknown> {
  return answered(client.DELETE("/api/sessions/{session}", { params: { path: { session } } }));
}

export function endOtherDevices(): Promise<unknown> {
  return answered(client.DELETE("/api/sessions"));
}

/** A link that signs in on another device: me, or as an administrator somebody else. */
export function makeTransfer(user_id?: number): Promise<TransferLink> {
  return answered(client.POST("/api/session/transfers", { body: user_id ? { user_id } : {} }));
}

export function cancelTransfer(transfer: string): Promise<unknown> {
  return answered(client.DELETE("/api/session/transfers/{transfer}", { params: { path: { transfer } } }));
}

/** Whom a link signs in; Problem 404 when it does not work any more. */
export function fetchTransfer(transfer: string): Promise<TransferInvitation> {
  return outcome(client.GET("/api/session/transfers/{transfer}", { params: { path: { transfer } } }));
}

export function signInByTransfer(transfer: string): Promise<unknown> {
  return outcome(client.PUT("/api/session/transfers/{transfer}", { params: { path: { transfer } } }));
}

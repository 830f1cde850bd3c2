import { answered, client } from "@/api/client";
import type { components } from "@/api/types.gen";

type Schemas = components["schemas"];

/** A browser of mine that is told of messages. */
export type NotifiedDevice = Schemas["PushSubscriptionBody"];
/** Empty texts where there are none. */
export type QuietHours = Schemas["QuietHours"];

/** My devices that get notifications, the one last heard of first. */
export async function fetchNotifiedDevices(): Promise<NotifiedDevice[]> {
  const { push_subscriptions } = await answered(client.GET("/api/push_subscriptions"));
  return push_subscriptions;
}

export function saveDevice(body: {
  endpoint: string;
  p256dh_key: string;
  auth_key: string;
}): Promise<NotifiedDevice> {
  return answered(client.POST("/api/push_subscriptions", { body }));
}

export function removeDevice(subscription: number): Promise<unknown> {
  return answered(
    client.DELETE("/api/push_subscriptions/{subscription}", { params: { path: { subscription } } }),
  );
}

export function testDevice(subscription: number): Promise<unknown> {
  return answered(
    client.POST("/api/push_subscriptions/{subscription}/test", { params: { path: { subscription } } }),
  );
}

export function fetchQuietHours(): Promise<QuietHours> {
  return answered(client.GET("/api/users/me/quiet_hours"));
}

export function saveQuietHours(body: QuietHours): Promise<QuietHours> {
  return answered(client.PUT("/api/users/me/quiet_hours", { body }));
}

export function clearQuietHours(): Promise<unknown> {
  return answered(client.DELETE("/api/users/me/quiet_hours"));
}

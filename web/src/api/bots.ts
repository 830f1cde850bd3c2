import { answered, client } from "@/api/client";
import type { Bot, BotCall, BotKey, BotPlaces, Command, NewBot, RoomCommand } from "@/api/types";

const at = (bot: number) => ({ params: { path: { bot } } });

export async function fetchBots(): Promise<Bot[]> {
  return (await answered(client.GET("/api/account/bots"))).bots;
}

export function fetchBot(bot: number): Promise<BotPlaces> {
  return answered(client.GET("/api/account/bots/{bot}", at(bot)));
}

export interface BotChange {
  name: string;
  webhook_url: string;
}

/** Adds a bot. Its key and secret are in this answer alone. */
export function createBot(body: BotChange): Promise<NewBot> {
  return answered(client.POST("/api/account/bots", { body }));
}

export function updateBot(bot: number, body: BotChange): Promise<Bot> {
  return answered(client.PATCH("/api/account/bots/{bot}", { ...at(bot), body }));
}

export function deleteBot(bot: number): Promise<unknown> {
  return answered(client.DELETE("/api/account/bots/{bot}", at(bot)));
}

/** Makes a new key and secret; the old ones end. */
export function renewKey(bot: number): Promise<BotKey> {
  return answered(client.POST("/api/account/bots/{bot}/key", at(bot)));
}

/** Has a bot answer a command, or describes it anew. */
export function saveCommand(bot: number, { name, ...body }: Command): Promise<Command> {
  return answered(
    client.PUT("/api/account/bots/{bot}/commands/{name}", { params: { path: { bot, name } }, body }),
  );
}

export function deleteCommand(bot: number, name: string): Promise<unknown> {
  return answered(
    client.DELETE("/api/account/bots/{bot}/commands/{name}", { params: { path: { bot, name } } }),
  );
}

/** What bots answer in a room, by name. */
export async function fetchCommands(room: number): Promise<RoomCommand[]> {
  return (await answered(client.GET("/api/rooms/{room}/commands", { params: { path: { room } } }))).commands;
}

/** The latest calls of a bot, newest first. */
export async function fetchCalls(bot: number): Promise<BotCall[]> {
  return (await answered(client.GET("/api/account/bots/{bot}/deliveries", at(bot)))).deliveries;
}

export function replayCall(bot: number, delivery: number): Promise<unknown> {
  const path = { bot, delivery };
  return answered(client.POST("/api/account/bots/{bot}/deliveries/{delivery}/replay", { params: { path } }));
}

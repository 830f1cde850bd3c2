import type { components } from "@/api/types.gen";

type Schemas = components["schemas"];

export type User = Schemas["User"];
export type Boost = Schemas["Boost"];
export type Sound = Schemas["Sound"];
/** A sound of the team's own. */
export type Clip = Schemas["ClipBody"];
export type Clips = Schemas["ClipsOutputBody"];

/** A bot as administrators see it. */
export type Bot = Schemas["BotBody"];
/** One with the rooms it is in. */
export type BotPlaces = Schemas["BotPlacesOutputBody"];
/** What a bot answers after a slash. */
export type Command = Schemas["CommandBody"];
/** One with the bot that answers it. */
export type RoomCommand = Schemas["RoomCommand"];
export type BotKey = Schemas["BotKeyBody"];
export type NewBot = Schemas["NewBotOutputBody"];
/** An attempt to call a bot. */
export type BotCall = Schemas["DeliveryBody"];
export type Jobs = Schemas["JobsOutputBody"];

export type Message = Schemas["Message"];
/** What a message said from a time on. */
export type Version = Schemas["Version"];
export type Room = Schemas["Room"];
export type Involvement = Room["involvement"];
export type Session = Schemas["SessionBody"];

export type Me = Schemas["Me"];
export type Appearance = Me["appearance"];
export type ProfileChange = Schemas["ProfileChange"];
export type Profile = Schemas["ProfileBody"];
export type Ban = Schemas["BanBody"];
export type BanOrder = Schemas["BanOrder"];
export type PeoplePage = Schemas["PeopleOutputBody"];
export type Person = Schemas["PersonBody"];
export type PersonStatus = Person["status"];
export type Account = Schemas["AccountPage"];
export type AccountChange = Schemas["PatchAccountRequest"];

/** A stretch of a room's messages, oldest first, and the position it was read at. */
export interface MessagePage {
  messages: Message[];
  seq: number;
  has_before: boolean;
  has_after: boolean;
}

interface Change<Type extends string> {
  type: Type;
  seq: number;
  room_id: number;
}

/** One change to a room. The feed and the cable send the same. */
export type RoomEvent =
  | (Change<"message.created" | "message.updated"> & { message: Message })
  | (Change<"message.deleted"> & { message_id: number; client_message_id?: string })
  | (Change<"boost.created"> & { message_id: number; boost: Boost })
  | (Change<"boost.deleted"> & { message_id: number; boost_id: number })
  | (Change<"pin.created" | "pin.deleted"> & { message_id: number })
  | (Change<"room.updated"> & { room: { name: string; type: Room["type"] } })
  | (Change<"member.joined" | "member.left"> & { user: User })
  | Change<"unknown">;

const needs: Record<string, string[]> = {
  "message.created": ["message"],
  "message.updated": ["message"],
  "message.deleted": ["message_id"],
  "boost.created": ["message_id", "boost"],
  "boost.deleted": ["message_id", "boost_id"],
  "pin.created": ["message_id"],
  "pin.deleted": ["message_id"],
  "room.updated": ["room"],
  "member.joined": ["user"],
  "member.left": ["user"],
};

/**
 * Reads an event from the wire; undefined when it is none. A type this app
 * does not know (a newer server's) still counts in the sequence, as "unknown".
 */
export function toRoomEvent(raw: unknown): RoomEvent | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const event = raw as Record<string, unknown>;
  if (typeof event.seq !== "number" || typeof event.room_id !== "number") return undefined;
  const needed = needs[String(event.type)];
  const whole = needed?.every((name) => event[name] !== undefined && event[name] !== null);
  return (whole ? raw : { ...event, type: "unknown" }) as RoomEvent;
}

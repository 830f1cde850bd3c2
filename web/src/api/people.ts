import { answered, client } from "@/api/client";
import type { BanOrder, Me, PeoplePage, PersonStatus, Profile, ProfileChange, User } from "@/api/types";

const at = (user: number) => ({ params: { path: { user } } });

/** Changes my own profile; what is left out stays. */
export function updateMe(body: ProfileChange): Promise<Me> {
  return answered(client.PATCH("/api/users/me", { body }));
}

export function fetchProfile(user: number): Promise<Profile> {
  return answered(client.GET("/api/users/{user}", at(user)));
}

export interface PeopleQuery {
  query: string;
  status: PersonStatus;
  /** From 1. */
  page: number;
}

export function fetchPeople(query: PeopleQuery): Promise<PeoplePage> {
  return answered(client.GET("/api/account/users", { params: { query } }));
}

export interface PersonChange {
  role?: Exclude<User["role"], "bot">;
  status?: Exclude<PersonStatus, "banned">;
}

export function updatePerson(user: number, body: PersonChange): Promise<unknown> {
  return answered(client.PATCH("/api/account/users/{user}", { ...at(user), body }));
}

export function banUser(user: number, body: BanOrder): Promise<unknown> {
  return answered(client.POST("/api/users/{user}/ban", { ...at(user), body }));
}

export function unbanUser(user: number): Promise<unknown> {
  return answered(client.DELETE("/api/users/{user}/ban", at(user)));
}

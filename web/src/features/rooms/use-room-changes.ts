import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { Problem } from "@/api/problem";
import {
  addMember,
  changeRoom,
  createRoom,
  deleteRoom,
  type NewRoom,
  type RoomChange,
  removeMember,
  setInvolvement,
} from "@/api/rooms";
import type { Involvement, Room } from "@/api/types";
import { t } from "@/lib/i18n";
import { roomQuery, roomsQuery } from "./room-queries";

/** What went wrong, in a sentence for whoever tried. */
export function problemOf(error: Error | null): string {
  if (!error) return "";
  return error instanceof Problem ? error.message : t("problem.unreachable");
}

/** Makes a room, or finds the direct room of these people, and goes there. */
export function useCreateRoom(onDone?: () => void) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: (room: NewRoom) => createRoom(room),
    onSuccess(room) {
      queries.setQueryData(roomQuery(room.id).queryKey, room);
      void queries.invalidateQueries({ queryKey: roomsQuery.queryKey });
      navigate(`/rooms/${room.id}`);
      onDone?.();
    },
  });
}

export function useChangeRoom(roomID: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: RoomChange) => changeRoom(roomID, change),
    onSuccess(room) {
      queries.setQueryData(roomQuery(roomID).queryKey, room);
      void queries.invalidateQueries({ queryKey: roomsQuery.queryKey });
    },
  });
}

export function useMembers(roomID: number) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: roomQuery(roomID).queryKey });
  const add = useMutation({ mutationFn: (userID: number) => addMember(roomID, userID), onSuccess });
  const remove = useMutation({ mutationFn: (userID: number) => removeMember(roomID, userID), onSuccess });
  return { add, remove };
}

/** Leaves a room or deletes it, and goes where there is another. */
export function useLoseRoom(roomID: number, how: { leaveAs: number } | "delete") {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: () => (how === "delete" ? deleteRoom(roomID) : removeMember(roomID, how.leaveAs)),
    onSuccess() {
      forgetRoom(queries, roomID);
      navigate("/", { replace: true });
    },
  });
}

/** Takes a room out of the lists, without waiting for the server to say so. */
export function forgetRoom(queries: QueryClient, roomID: number): void {
  const others = (rooms?: Room[]) => rooms?.filter((room) => room.id !== roomID);
  queries.setQueryData(roomsQuery.queryKey, others);
  void queries.invalidateQueries({ queryKey: roomsQuery.queryKey });
}

/** Changes how much I hear of a room; shown at once, taken back when it fails. */
export function useSetInvolvement(roomID: number) {
  const queries = useQueryClient();
  const show = (involvement: Involvement) =>
    queries.setQueryData(roomQuery(roomID).queryKey, (room) => room && { ...room, involvement });
  return useMutation({
    mutationFn: (involvement: Involvement) => setInvolvement(roomID, involvement),
    onMutate(involvement) {
      const before = queries.getQueryData(roomQuery(roomID).queryKey)?.involvement;
      show(involvement);
      return before;
    },
    onError: (_error, _involvement, before) => before && show(before),
    onSettled: () => queries.invalidateQueries({ queryKey: roomsQuery.queryKey }),
  });
}

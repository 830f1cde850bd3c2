import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { fetchCommands } from "@/api/bots";
import { textOf } from "@/lib/html";
import { t } from "@/lib/i18n";

/** What bots answer in a room. It is asked for when a slash is typed. */
export const commandsQuery = (roomID: number) =>
  queryOptions({
    queryKey: ["rooms", roomID, "commands"],
    queryFn: () => fetchCommands(roomID),
    staleTime: 30_000,
  });

/** The command that a message begins with; a space or a second slash before the name makes it a text. */
export function commandIn(html: string): string | undefined {
  // textOf would take the space away.
  return /^\/[a-z0-9]/i.test(firstWords(html))
    ? /^\/([a-z0-9][a-z0-9_-]{0,31})(?:\s|$)/i.exec(textOf(html))?.[1]?.toLowerCase()
    : undefined;
}

/** The beginning of what is shown. */
function firstWords(html: string): string {
  return new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";
}

/** Why a message must not be sent as it is, empty when it may: it begins with a command that nobody answers here. */
export async function doubtOf(queries: QueryClient, roomID: number, html: string): Promise<string> {
  const name = commandIn(html);
  const query = commandsQuery(roomID);
  const answered = (commands: readonly { name: string }[] | undefined) =>
    name === undefined || name === "play" || commands?.some((command) => command.name === name);
  if (answered(queries.getQueryData(query.queryKey))) return "";
  const now = await queries.fetchQuery({ ...query, staleTime: 0 });
  return answered(now) ? "" : t("composer.noCommand", { name: name ?? "" });
}

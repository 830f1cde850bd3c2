import { type FormEvent, useState } from "react";
import type { User } from "@/api/types";
import { Page } from "@/features/room/page";
import { PeoplePicker } from "@/features/rooms/people-picker";
import { problemOf, useCreateRoom } from "@/features/rooms/use-room-changes";
import { t } from "@/lib/i18n";

/** Opens the direct room of some people: the one they have, or a new one. */
export default function NewDirectPage() {
  const [people, setPeople] = useState<User[]>([]);
  const create = useCreateRoom();

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (people.length > 0 && !create.isPending)
      create.mutate({ type: "direct", user_ids: people.map(({ id }) => id) });
  }

  return (
    <Page title={t("newDirect.title")} back="/">
      <form className="form-stack" onSubmit={onSubmit}>
        <PeoplePicker
          label={t("newDirect.people")}
          hint={t("newDirect.hint")}
          chosen={people}
          onChosen={setPeople}
          autoFocus
        />
        {create.isError && (
          <p className="form-problem" role="alert">
            {problemOf(create.error)}
          </p>
        )}
        <div className="form-actions">
          <button
            type="submit"
            className="button button-primary"
            disabled={people.length === 0 || create.isPending}
          >
            {create.isPending ? t("newDirect.submitting") : t("newDirect.submit")}
          </button>
        </div>
      </form>
    </Page>
  );
}

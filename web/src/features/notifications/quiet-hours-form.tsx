import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { clearQuietHours, fetchQuietHours, type QuietHours, saveQuietHours } from "@/api/notifications";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import { SaveRow } from "@/ui/save-row";
import { TextField } from "@/ui/text-field";
import { Toggle } from "@/ui/toggle";
import { explain } from "./use-device";

const key = ["quiet-hours"];

/** When I want to be told of nothing. */
export function QuietHoursForm() {
  const saved = useQuery({ queryKey: key, queryFn: fetchQuietHours });
  const queries = useQueryClient();
  const off = useMutation({
    mutationFn: clearQuietHours,
    onSuccess: () => announce(t("notifications.quietOff")),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const [asked, setAsked] = useState<boolean>();
  if (!saved.data) return saved.isError ? <p role="alert">{t("notifications.problem")}</p> : null;
  const on = asked ?? saved.data.from !== "";

  function toggle(wanted: boolean) {
    setAsked(wanted);
    if (!wanted && saved.data?.from) off.mutate(undefined, { onSettled: () => setAsked(undefined) });
  }

  return (
    <>
      <Toggle
        name={t("notifications.quiet")}
        meaning={t("notifications.quietMeaning")}
        checked={on}
        onChange={toggle}
      />
      {off.isError && (
        <p className="form-problem" role="alert">
          {explain(off.error)}
        </p>
      )}
      {on && <Hours saved={saved.data} onSaved={() => setAsked(undefined)} />}
    </>
  );
}

const night = { from: "22:00", until: "07:00" };

function Hours({ saved, onSaved }: { saved: QuietHours; onSaved(): void }) {
  const queries = useQueryClient();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [form, setForm] = useState(saved.from ? { from: saved.from, until: saved.until } : night);
  const save = useMutation({
    mutationFn: saveQuietHours,
    onSuccess: (stored) => {
      queries.setQueryData(key, stored);
      onSaved();
    },
  });
  const changed = form.from !== saved.from || form.until !== saved.until || saved.time_zone !== here;
  const elsewhere = saved.time_zone && saved.time_zone !== here;

  function edit(change: Partial<typeof form>) {
    setForm({ ...form, ...change });
    save.reset();
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (changed && !save.isPending) save.mutate({ ...form, time_zone: here });
  }

  return (
    <form className="form-stack" onSubmit={onSubmit} noValidate>
      <div className="quiet-hours">
        <TextField
          label={t("notifications.from")}
          type="time"
          value={form.from}
          onChange={(event) => edit({ from: event.target.value })}
        />
        <TextField
          label={t("notifications.until")}
          type="time"
          value={form.until}
          onChange={(event) => edit({ until: event.target.value })}
        />
        <p className="choice-meaning">
          {elsewhere
            ? t("notifications.zoneElsewhere", { zone: saved.time_zone, here })
            : t("notifications.zone", { zone: here })}
        </p>
      </div>
      <SaveRow
        problem={explain(save.error)}
        changed={changed}
        pending={save.isPending}
        saved={save.isSuccess}
      />
    </form>
  );
}

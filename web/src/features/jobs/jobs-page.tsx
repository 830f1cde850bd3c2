import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { dropJob, fetchJobs, replayJob } from "@/api/jobs";
import type { Jobs } from "@/api/types";
import { Page } from "@/features/room/page";
import { problemOf } from "@/features/rooms/use-room-changes";
import { useSession } from "@/features/session/session-query";
import { useCalmly } from "@/lib/calmly";
import { type MessageId, t } from "@/lib/i18n";
import { fullTime } from "@/lib/time";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import "@/features/room-settings/room-settings.css";
import "./jobs.css";

const key = ["jobs"];

/** What the server has still to do, and what it gave up, for administrators. */
export default function JobsPage() {
  const { user } = useSession();
  return (
    <Page title={t("jobs.title")} back="/account/edit">
      {user.role === "administrator" ? <Work /> : <p>{t("jobs.forAdministrators")}</p>}
    </Page>
  );
}

function Work() {
  const { data: jobs, error } = useQuery({
    queryKey: key,
    queryFn: fetchJobs,
    staleTime: 0,
    ...useCalmly(),
  });
  return (
    <>
      <p>{t("jobs.lead")}</p>
      {error && (
        <p className="form-problem" role="alert">
          {problemOf(error)}
        </p>
      )}
      {jobs ? <Report jobs={jobs} /> : !error && <p className="page-loading">{t("loading")}</p>}
    </>
  );
}

function Report({ jobs }: { jobs: Jobs }) {
  return (
    <>
      <section className="setting" aria-labelledby="jobs-counts">
        <h2 className="setting-title" id="jobs-counts">
          {t("jobs.counts")}
        </h2>
        {jobs.counts.length === 0 ? (
          <p className="choice-meaning">{t("jobs.idle")}</p>
        ) : (
          <Counts jobs={jobs} />
        )}
      </section>
      {jobs.circuits.length > 0 && (
        <section className="setting" aria-labelledby="jobs-hosts">
          <h2 className="setting-title" id="jobs-hosts">
            {t("jobs.hosts")}
          </h2>
          <ul>
            {jobs.circuits.map(({ host, state, wait_seconds }) => (
              <li className="member" key={host}>
                <b>{host}</b>
                <span className="choice-meaning">
                  {state === "open"
                    ? t("jobs.hostOpen", { seconds: Math.ceil(wait_seconds) })
                    : t("jobs.hostTrying")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="setting" aria-labelledby="jobs-buried">
        <h2 className="setting-title" id="jobs-buried">
          {t("jobs.buried")}
        </h2>
        {jobs.buried.length === 0 && <p className="choice-meaning">{t("jobs.noneBuried")}</p>}
        <ul>
          {jobs.buried.map((job) => (
            <BuriedRow key={job.id} job={job} />
          ))}
        </ul>
      </section>
    </>
  );
}

const columns = ["waiting", "retried", "running", "buried"] as const;

function Counts({ jobs }: { jobs: Jobs }) {
  return (
    <table className="jobs">
      <thead>
        <tr>
          <th scope="col">{t("jobs.kind")}</th>
          {columns.map((column) => (
            <th scope="col" key={column}>
              {t(headings[column])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {jobs.counts.map((count) => (
          <tr key={count.kind}>
            <th scope="row">{nameOf(count.kind)}</th>
            {columns.map((column) => (
              <td key={column}>{count[column]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const headings: Record<(typeof columns)[number], MessageId> = {
  waiting: "jobs.waiting",
  retried: "jobs.retried",
  running: "jobs.running",
  buried: "jobs.givenUp",
};

const kinds: Readonly<Record<string, MessageId>> = {
  webhook: "jobs.webhook",
  push: "jobs.push",
  push_delivery: "jobs.pushDelivery",
};

function nameOf(kind: string): string {
  const name = kinds[kind];
  return name ? t(name) : kind;
}

function BuriedRow({ job }: { job: Jobs["buried"][number] }) {
  const queries = useQueryClient();
  const asks = useRef<HTMLDialogElement>(null);
  const onSuccess = () => queries.invalidateQueries({ queryKey: key });
  const replay = useMutation({ mutationFn: () => replayJob(job.id), onSuccess });
  const drop = useMutation({ mutationFn: () => dropJob(job.id), onSuccess });
  const name = nameOf(job.kind);
  return (
    <li className="job">
      <div>
        <b>{name}</b> {job.host}
        <p className="job-reason">{job.last_error}</p>
        <p className="choice-meaning">
          {t("jobs.facts", { when: fullTime(new Date(job.buried_at)), attempts: job.attempts })}
        </p>
      </div>
      <div className="form-actions">
        <button type="button" className="button" disabled={replay.isPending} onClick={() => replay.mutate()}>
          {t("retry")}
        </button>
        <button type="button" className="button" onClick={() => asks.current?.showModal()}>
          {t("jobs.drop")}
        </button>
      </div>
      {replay.isError && (
        <p className="form-problem" role="alert">
          {problemOf(replay.error)}
        </p>
      )}
      <ConfirmDialog
        ref={asks}
        title={t("jobs.dropTitle")}
        action={t("jobs.drop")}
        pending={drop.isPending}
        problem={problemOf(drop.error)}
        onConfirm={() => drop.mutate()}
      >
        <p>{t("jobs.dropLoss")}</p>
      </ConfirmDialog>
    </li>
  );
}

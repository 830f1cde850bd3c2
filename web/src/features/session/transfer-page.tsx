import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fetchTransfer, signInByTransfer } from "@/api/devices";
import { Problem } from "@/api/problem";
import { t } from "@/lib/i18n";
import { useTitle } from "@/lib/use-title";
import { Hearth } from "./hearth";
import { useRefreshSession } from "./session-query";

/** Where a link made on another device leads. It signs in by a press alone: programs look at links too. */
export default function TransferPage({ id }: { id: string }) {
  const refreshSession = useRefreshSession();
  const transfer = useQuery({
    queryKey: ["transfer", id],
    queryFn: () => fetchTransfer(id),
    retry: (count, error) => !(error instanceof Problem) && count < 3,
    gcTime: 0,
  });
  const entry = useMutation({ mutationFn: () => signInByTransfer(id), onSuccess: refreshSession });
  useTitle(t("transfer.pageTitle"));

  if (transfer.isPending) return null;
  if (transfer.isError) return <ClosedDoor error={transfer.error} />;
  if (isGone(entry.error)) return <ClosedDoor error={entry.error} />;
  const { user, account_name: accountName } = transfer.data;
  return (
    <Hearth
      title={t("transfer.heading", { accountName })}
      lead={t("transfer.pageLead")}
      accountName={accountName}
    >
      <div className="hearth-form">
        {entry.isError && (
          <p className="form-problem" role="alert">
            {entry.error instanceof Problem ? entry.error.message : t("problem.unreachable")}
          </p>
        )}
        <button
          type="button"
          className="button button-primary button-large"
          disabled={entry.isPending}
          onClick={() => entry.mutate()}
        >
          {entry.isPending ? t("signIn.submitting") : t("transfer.enter", { name: user.name })}
        </button>
      </div>
      <p className="hearth-foot">{t("transfer.notYou", { name: user.name })}</p>
    </Hearth>
  );
}

function isGone(error: Error | null): error is Problem {
  return error instanceof Problem && error.status === 404;
}

/** The link does not open anything: say why, and what to do instead. */
function ClosedDoor({ error }: { error: Error }) {
  const lead = error instanceof Problem ? error.message : t("problem.unreachable");
  return (
    <Hearth
      title={isGone(error) ? t("transfer.goneTitle") : t("problem.title")}
      lead={isGone(error) ? t("transfer.goneLead") : lead}
      warmth={0.1}
    >
      <p className="hearth-form">
        <Link className="button" href="/session/new">
          {t("join.signIn")}
        </Link>
      </p>
    </Hearth>
  );
}

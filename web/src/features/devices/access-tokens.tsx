import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Problem } from "@/api/problem";
import { type AccessToken, fetchTokens, type NewAccessToken, revokeToken } from "@/api/tokens";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import { ConfirmDialog } from "@/ui/confirm-dialog";
import { FreshToken } from "./fresh-token";
import { spokenTime } from "./spoken-time";
import { TokenForm } from "./token-form";

const tokensKey = ["tokens"];

/** The tokens with which programs act for me, and the way to another. */
export function AccessTokens() {
  const queries = useQueryClient();
  const tokens = useQuery({ queryKey: tokensKey, queryFn: fetchTokens });
  const [fresh, setFresh] = useState<NewAccessToken>();
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<AccessToken>();
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const again = () => queries.invalidateQueries({ queryKey: tokensKey });
  const revoked = useMutation({
    mutationFn: ({ id }: AccessToken) => revokeToken(id),
    onSuccess: (_, { id, name }) => {
      announce(t("tokens.revoked", { name }));
      if (fresh?.id === id) setFresh(undefined);
      dialog.current?.close();
      void again();
    },
  });

  function ask(token: AccessToken) {
    revoked.reset();
    setAsked(token);
    dialog.current?.showModal();
  }

  return (
    <section className="sheet-section" aria-labelledby="tokens-title">
      <h2 className="sheet-title" id="tokens-title">
        {t("tokens.title")}
      </h2>
      <p className="sheet-note">
        {t("tokens.lead")} <a href="/api/docs">{t("tokens.docs")}</a>
      </p>
      {tokens.isError && <p role="alert">{t("tokens.problem")}</p>}
      {tokens.data && tokens.data.length > 0 && (
        <ul className="devices">
          {tokens.data.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => ask(token)} />
          ))}
        </ul>
      )}
      {fresh && (
        <FreshToken
          token={fresh}
          onDone={() => {
            setFresh(undefined);
            opener.current?.focus();
          }}
        />
      )}
      {making ? (
        <TokenForm
          onCancel={() => {
            flushSync(() => setMaking(false));
            opener.current?.focus();
          }}
          onMade={(made) => {
            setFresh(made);
            setMaking(false);
            void again();
          }}
        />
      ) : (
        <button type="button" className="button" ref={opener} onClick={() => setMaking(true)}>
          <KeyRound aria-hidden="true" /> {t("tokens.new")}
        </button>
      )}
      <ConfirmDialog
        ref={dialog}
        title={t("tokens.revokeTitle", { name: asked?.name ?? "" })}
        action={t("tokens.revoke")}
        pending={revoked.isPending}
        problem={problemOf(revoked.error)}
        onConfirm={() => asked && revoked.mutate(asked)}
      >
        <p>{t("tokens.revokeLead")}</p>
      </ConfirmDialog>
    </section>
  );
}

const marks = {
  read: "tokens.mark.read",
  write: "tokens.mark.write",
  admin: "tokens.mark.admin",
} as const;

function problemOf(error: Error | null): string {
  if (!error) return "";
  return error instanceof Problem ? error.message : t("problem.unreachable");
}

function TokenRow({ token, onRevoke }: { token: AccessToken; onRevoke(): void }) {
  return (
    <li className="device">
      <KeyRound className="device-icon" aria-hidden="true" />
      <div className="device-facts">
        <p className="device-name" dir="auto">
          {token.name} <span className="device-mark">{t(marks[token.scope])}</span>
        </p>
        <p className="device-when">
          {token.last_used_at
            ? t("tokens.used", { when: spokenTime(new Date(token.last_used_at)) })
            : t("tokens.neverUsed")}
          <span className="device-where">{expiry(token.expires_at)}</span>
          <span className="device-where">…{token.hint}</span>
        </p>
      </div>
      <button
        type="button"
        className="button"
        aria-label={t("tokens.revokeNamed", { name: token.name })}
        onClick={onRevoke}
      >
        {t("tokens.revoke")}
      </button>
    </li>
  );
}

function expiry(at: string | null): string {
  if (!at) return t("tokens.lasts");
  const date = new Date(at);
  return date.getTime() < Date.now()
    ? t("tokens.expired")
    : t("tokens.expires", { when: date.toLocaleDateString(undefined, { dateStyle: "medium" }) });
}

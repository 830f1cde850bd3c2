import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { copyText } from "@/lib/clipboard";
import { t } from "@/lib/i18n";
import { announce } from "@/ui/announcer";
import { IconButton } from "@/ui/icon-button";
import { notify } from "@/ui/notices";
import "./code.css";

const shownFor = 2_000;

/** A button to copy each block of code in what a message says. */
export default function CodeTools({ body }: { body: HTMLElement }) {
  return [...body.querySelectorAll("pre")].map((pre, i) => createPortal(<CopyCode pre={pre} />, pre, i));
}

function CopyCode({ pre }: { pre: HTMLElement }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownFor);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    const done = await copyText((pre.textContent ?? "").replace(/\n$/, ""));
    setCopied(done);
    if (done) announce(t("copy.code"));
    else notify(t("copy.failed"));
  }

  return (
    <IconButton className="code-copy" label={t("code.copy")} tabIndex={-1} onClick={() => void copy()}>
      {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
    </IconButton>
  );
}

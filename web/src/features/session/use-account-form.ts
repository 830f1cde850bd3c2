import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Problem } from "@/api/problem";
import { t } from "@/lib/i18n";
import { useRefreshSession } from "./session-query";

type Errors = Readonly<Record<string, string | undefined>>;

/**
 * A form that ends in being signed in. Fields are uncontrolled: send gets what
 * is in the form by field name. Errors come back by field, or as one sentence.
 */
export function useAccountForm<Field extends string>(
  send: (values: Record<Field, string>) => Promise<unknown>,
) {
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [complaints, setComplaints] = useState(0);
  const refreshSession = useRefreshSession();
  const { mutate, isPending, error } = useMutation({
    mutationFn: send,
    gcTime: 0, // The password is among the values.
    onSuccess: refreshSession,
    onError(problem) {
      if (!(problem instanceof Problem)) return;
      complain(problem.fields);
      // Somebody else has set the team up meanwhile: the gate knows where to go.
      if (problem.code === "already_set_up") void refreshSession();
    },
  });

  function complain(found: Errors) {
    setErrors(found);
    if (hasAny(found)) setComplaints((count) => count + 1);
  }

  // Each time something is wrong, the first field that is gets the focus.
  useEffect(() => {
    if (complaints > 0) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [complaints]);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const found = invalidFields(event.currentTarget);
    complain(found);
    if (!hasAny(found))
      mutate(Object.fromEntries(new FormData(event.currentTarget)) as Record<Field, string>);
  }

  /** What is being corrected is not complained about any more. */
  function onInput({ target }: FormEvent<HTMLFormElement>) {
    const { name } = target as HTMLInputElement;
    if (errors[name]) setErrors({ ...errors, [name]: undefined });
  }

  const problem = error && !hasAny(errors) ? sentence(error) : "";
  return { props: { ref: form, onSubmit, onInput, noValidate: true }, isPending, errors, error, problem };
}

function invalidFields(form: HTMLFormElement): Errors {
  const inputs = [...form.querySelectorAll("input")].filter(isInvalid);
  return Object.fromEntries(inputs.map((input) => [input.name, whyInvalid(input)]));
}

/** Browsers let a text pass that is too short when a password manager filled it in. */
function isInvalid(input: HTMLInputElement): boolean {
  return !input.validity.valid || input.value.length < input.minLength;
}

function whyInvalid(input: HTMLInputElement): string {
  if (input.name === "name") return t("form.nameMissing");
  if (input.name === "email_address") return t("form.emailInvalid");
  return input.minLength > 0 ? t("form.passwordShort") : t("form.passwordMissing");
}

function hasAny(errors: Errors): boolean {
  return Object.values(errors).some(Boolean);
}

function sentence(error: Error): string {
  return error instanceof Problem ? error.message : t("problem.unreachable");
}

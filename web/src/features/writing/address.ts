/** The address somebody means, with the "https://" they may have left out; undefined for what is none. */
export function addressOf(typed: string): string | undefined {
  const text = typed.trim();
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/:]+:\d/.test(text) ? text : `https://${text}`;
  if (text === "" || /\s/.test(text) || !URL.canParse(whole)) return undefined;
  const { protocol, hostname } = new URL(whole);
  if (protocol === "mailto:" || protocol === "tel:") return whole;
  return /^https?:$/.test(protocol) && hostname !== "" ? whole : undefined;
}

/**
 * 128 random bits in hex. `crypto.randomUUID` exists only on secure origins,
 * and Campfire is also used over plain HTTP in a home or an office.
 */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

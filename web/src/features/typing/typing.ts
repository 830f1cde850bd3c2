/** A typist who is not heard of for this long has stopped. */
export const typingExpiry = 5_000;

/** "start" is said at most this often. */
export const startThrottle = 1_000;

export interface Typist {
  id: number;
  name: string;
  /** When they were last heard typing, milliseconds. */
  heardAt: number;
}

export function started(
  typists: readonly Typist[],
  user: { id: number; name: string },
  now: number,
): Typist[] {
  return [...stopped(typists, user.id), { id: user.id, name: user.name, heardAt: now }];
}

export function stopped(typists: readonly Typist[], userID: number): Typist[] {
  return typists.filter((typist) => typist.id !== userID);
}

/** Those still typing, by name. The same list when nobody has gone quiet. */
export function stillTyping(typists: readonly Typist[], now: number): readonly Typist[] {
  const left = typists.filter((typist) => now - typist.heardAt < typingExpiry);
  return left.length === typists.length ? typists : left;
}

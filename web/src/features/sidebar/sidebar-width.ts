import { storage } from "@/lib/storage";

export const narrowest = 200;
export const widest = 400;
export const usual = 264;

const key = "campfire:sidebar-width";

export function clampWidth(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}

export function storedWidth(): number {
  const width = storage.read<number>(key);
  return typeof width === "number" ? clampWidth(width) : usual;
}

export function storeWidth(width: number): void {
  storage.write(key, width);
}

/** The width after a key press on the handle; undefined for keys that mean nothing here. */
export function widthAfterKey(key: string, width: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowLeft: width - 16,
    ArrowRight: width + 16,
    Home: narrowest,
    End: widest,
  };
  const moved = moves[key];
  return moved === undefined ? undefined : clampWidth(moved);
}

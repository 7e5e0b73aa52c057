import { useSyncExternalStore } from "react";

/** One value that code outside React sets and components follow. */
export interface Store<T> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** The value, followed by the component that calls this. */
  readonly use: () => T;
}

/** A store that begins with a value. */
export function storeOf<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  const get = () => value;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get,
    set: (next) => {
      value = next;
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}

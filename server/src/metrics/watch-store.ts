import type { Store } from '../store/store.ts';

type Method = (...args: unknown[]) => unknown;

const isMethod = (member: unknown): member is Method => typeof member === 'function';

/** The same store; `failed` hears which of its methods rejected. */
export function watchStore(store: Store, failed: (operation: string) => void): Store {
  const watched = new Map<Method, Method>();
  const watch =
    (name: string, method: Method): Method =>
    async (...args) => {
      try {
        return await Reflect.apply(method, store, args);
      } catch (error) {
        failed(name);
        throw error;
      }
    };
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (!isMethod(member) || typeof name === 'symbol') return member;
      const known = watched.get(member) ?? watch(name, member);
      watched.set(member, known);
      return known;
    },
  });
}

export const receivedKey = (id: string, reveal: boolean) => ['received-one', id, reveal] as const;

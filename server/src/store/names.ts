/** Under which names reports wait for their message. */

/** What came without a signature waits apart: no other message than the one that it proved may adopt it. */
export const confinedName = (id: string, sinchId: string): string => `${id} ${sinchId}`;

/** All names under which a message finds what came for one of Sinch's ids before it had that id. */
export const waitingNames = (id: string, sinchId: string): string[] => [sinchId, confinedName(id, sinchId)];

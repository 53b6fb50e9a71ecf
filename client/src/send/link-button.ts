/** A button of little weight, for an Anchor of Mantine. */
export const LINK_BUTTON = { component: 'button', type: 'button', size: 'sm', underline: 'hover' } as const;

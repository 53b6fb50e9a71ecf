import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';
import { Root } from '../root.tsx';

/** The whole page in jsdom. */
export function openPage(path = '/'): UserEvent {
  window.history.replaceState(null, '', path);
  render(<Root />);
  return userEvent.setup();
}

import { ActionIcon } from '@mantine/core';
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { logOut } from '../api.ts';
import { noteTrouble } from '../connection/connection.ts';
import { logOutOf } from '../texts/login.ts';
import classes from './log-out.module.css';
import { keepSession } from './use-session.ts';

interface Props {
  actor: string;
  onLeave: () => void;
}

export function LogOut({ actor, onLeave }: Props) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      // The answer to a question from before could bring the session back.
      await client.cancelQueries();
      return logOut();
    },
    onSuccess: async (session) => {
      await keepSession(client, session);
      onLeave();
    },
    onError: (error) => noteTrouble(client, error, Date.now()),
  });
  const words = logOutOf(actor);
  return (
    <>
      <span className={classes.actor}>{actor}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words}
        title={words}
        aria-disabled={isPending}
        onClick={() => !isPending && mutate()}
      >
        <IconLogout size={18} aria-hidden />
      </ActionIcon>
    </>
  );
}

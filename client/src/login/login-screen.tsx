import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { logIn } from '../api.ts';
import { Refused } from '../api-errors.ts';
import { LOGIN } from '../texts/login.ts';
import { NAV, titled } from '../texts/nav.ts';
import { Note } from '../ui/note.tsx';
import { useLate } from '../ui/use-late.ts';
import classes from './login-screen.module.css';
import { keepSession } from './use-session.ts';

/** While the login stands before a page, its title stands before that of the page. */
function useTitle(): void {
  useEffect(() => {
    const before = document.title;
    document.title = titled(LOGIN.heading);
    return () => {
      document.title = before;
    };
  }, []);
}

const faultOf = (error: Error): string => (error instanceof Refused ? error.message : LOGIN.noAnswer);

/** The form's state and what happens to it. */
function useLogin(field: { current: HTMLInputElement | null }) {
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: logIn,
    onSuccess: (session) => keepSession(client, session),
    // It cannot be seen, so it is better pasted anew than mended.
    onError: () => field.current?.select(),
  });
  const empty = token.trim() === '';
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isPending) return;
    if (empty) field.current?.focus();
    else mutate(token.trim());
  };
  const change = (text: string): void => {
    setToken(text);
    reset();
  };
  return { token, change, onSubmit, isPending, fault: error && faultOf(error) };
}

const isField = (focused: Element | null): boolean => focused?.matches('input, textarea, select') ?? false;

/** `isBack`: a page that one had logged in to stands behind it, with what was written in it. */
export function LoginScreen({ isBack }: { isBack: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const { token, change, onSubmit, isPending, fault } = useLogin(field);
  const [heading, why] = [useId(), useId()];
  const late = useLate(isPending);
  // A slow server may ask for the token when the page is there already.
  const [wasWriting] = useState(() => isField(document.activeElement));
  const isPageKept = isBack || wasWriting;
  useTitle();
  useEffect(() => {
    // Who was writing must not find the rest of the sentence in the field of the token.
    if (isPageKept) title.current?.focus();
    else field.current?.focus();
  }, [isPageKept]);
  return (
    <main className={classes.screen}>
      <h1>{NAV.product}</h1>
      <form aria-labelledby={heading} noValidate className={classes.form} onSubmit={onSubmit}>
        <h2 ref={title} id={heading} tabIndex={-1} aria-describedby={isPageKept ? why : undefined}>
          {LOGIN.heading}
        </h2>
        {isPageKept && (
          <div id={why}>
            <Note tone="plain">{isBack ? LOGIN.sessionOver : LOGIN.goOn}</Note>
          </div>
        )}
        <TextInput
          ref={field}
          type="password"
          label={LOGIN.token}
          name="token"
          autoComplete="current-password"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          description={LOGIN.tokenHint}
          readOnly={isPending}
          value={token}
          onChange={(event) => change(event.currentTarget.value)}
          error={fault}
          errorProps={{ role: 'alert' }}
        />
        <Button type="submit" aria-disabled={isPending}>
          {late ? LOGIN.submitting : LOGIN.submit}
        </Button>
      </form>
    </main>
  );
}

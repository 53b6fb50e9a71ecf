import { useEffect, useState } from 'react';

/** True once `waiting` has lasted: below 300 ms, an indicator is only a flicker. */
export function useLate(waiting: boolean, after = 300): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => setLate(true), after);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [waiting, after]);
  return waiting && late;
}

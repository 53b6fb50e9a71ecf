import classes from './chart.module.css';

interface Props {
  /** What to say of what lies under the pointer. */
  read: (label: unknown) => { title: string; lines: readonly string[] } | undefined;
  /** Put in by the chart. */
  active?: boolean;
  label?: unknown;
}

/** What stands beside the pointer. */
export function Tip({ read, active = false, label }: Props) {
  const text = active ? read(label) : undefined;
  if (text === undefined) return null;
  return (
    <div className={classes.tip}>
      <p>
        <strong>{text.title}</strong>
      </p>
      {text.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

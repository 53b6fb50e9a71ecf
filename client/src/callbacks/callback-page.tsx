export function CallbackPage({ id }: { id: string }) {
  return <p>{id}</p>;
}

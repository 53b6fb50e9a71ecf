const VARIABLE = /\b([A-Z]+(?:_[A-Z]+)+(?:=[\w-]*\w)?)/;

/** A text with the names of variables as what they are: things to type. */
export function Variables({ text }: { text: string }) {
  return (
    text
      .split(VARIABLE)
      // oxlint-disable-next-line react/no-array-index-key -- pieces of one text
      .map((piece, index) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece))
  );
}

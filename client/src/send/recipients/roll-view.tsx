import { Anchor } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import {
  asTyped,
  duplicatesText,
  FAULTS,
  misfitsText,
  reading,
  RECIPIENTS,
  remove,
  removeDuplicate,
  removeDuplicates,
  removeMisfits,
  sameAs,
  tooMany,
  whoText,
} from '../../texts/send.ts';
import { Note } from '../../ui/note.tsx';
import { useLate } from '../../ui/use-late.ts';
import { LINK_BUTTON } from '../link-button.ts';
import { entryAt, withoutEntries } from './entries.ts';
import { EntryList } from './entry-list.tsx';
import type { ListedEntry } from './entry-list.tsx';
import { isRewritten, MOST_PEOPLE, NOBODY } from './readings.ts';
import type { Misfit, Person, Roll } from './readings.ts';
import classes from './recipients.module.css';
import type { Recipients } from './use-recipients.ts';

interface Props {
  text: string;
  /** Where somebody is typing. */
  caret: number | null;
  recipients: Recipients;
  readOnly: boolean;
  onEdit: (change: (text: string) => string) => void;
}

/** Of what is amiss, a few show what it is like; whoever wants to see the people wants to see many. */
const FAULTS_FIRST = 5;
const PEOPLE_FIRST = 50;

/** Who the text names, what is twice and what is no number: each can be taken out. */
export function RollView({ text, caret, recipients, readOnly, onEdit }: Props) {
  const { entries, roll } = recipients;
  const place = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const list = useId();
  const half = caret === null ? -1 : entryAt(text, entries, caret);
  const { people, duplicates, misfits } = withoutHalf(roll ?? NOBODY, half);
  const take = (indexes: readonly number[]): void =>
    onEdit((known) => withoutEntries(known, entries, new Set(indexes)));
  const shared = { readOnly, onRemove: take, place };
  const isListable = people.length > 1;
  return (
    <div ref={place} className={classes.roll}>
      <div className={classes.who}>
        {/* An emptied form is no news: what became of its message is. */}
        <p tabIndex={-1} aria-live={people.length === 0 ? 'off' : 'polite'} data-who>
          <WhoText roll={roll && { people, duplicates, misfits }} entries={entries.length} />
        </p>
        {isListable && (
          <Anchor
            {...LINK_BUTTON}
            aria-expanded={isOpen}
            aria-controls={isOpen ? list : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? RECIPIENTS.hide : RECIPIENTS.show}
          </Anchor>
        )}
      </div>
      {people.length > MOST_PEOPLE && (
        <Note tone="bad">
          <p className={classes.line}>{tooMany(people.length, MOST_PEOPLE)}</p>
        </Note>
      )}
      {misfits.length > 0 && (
        <Note tone="bad">
          <EntryList
            {...shared}
            label={RECIPIENTS.misfits}
            title={misfitsText(misfits.length)}
            first={FAULTS_FIRST}
            removeAll={misfits.length > 1 ? removeMisfits(misfits.length) : null}
            items={misfits.map(asMisfit)}
          />
        </Note>
      )}
      {duplicates.length > 0 && (
        <Note tone="unsure">
          <EntryList
            {...shared}
            label={RECIPIENTS.duplicates}
            title={duplicatesText(duplicates.length)}
            first={FAULTS_FIRST}
            removeAll={removeDuplicates(duplicates.length)}
            items={duplicates.map(asDuplicate)}
          />
        </Note>
      )}
      {isListable && isOpen && (
        <div id={list}>
          <EntryList
            {...shared}
            label={RECIPIENTS.list}
            title={null}
            first={PEOPLE_FIRST}
            removeAll={null}
            items={people.map(asPerson)}
          />
        </div>
      )}
    </div>
  );
}

function WhoText({ roll, entries }: { roll: Roll | null; entries: number }) {
  const late = useLate(roll === null);
  if (roll === null) return late ? reading(entries) : null;
  const { people } = roll;
  if (people.length === 0) return <span className="quiet">{RECIPIENTS.nobody}</span>;
  const rewritten = people.filter(isRewritten);
  const [only] = people.length === 1 ? rewritten : [];
  return whoText(people.length, rewritten.length, only?.number ?? null);
}

const withoutHalf = (roll: Roll, half: number): Roll => ({
  people: roll.people,
  duplicates: roll.duplicates.filter(({ index }) => index !== half),
  misfits: roll.misfits.filter(({ index }) => index !== half),
});

const asMisfit = ({ index, text, fault }: Misfit): ListedEntry => ({
  index,
  name: text,
  note: FAULTS[fault],
  remove: remove(text),
});
const asDuplicate = ({ index, text, number }: Person): ListedEntry => ({
  index,
  name: text,
  note: text === number ? null : sameAs(number),
  remove: removeDuplicate(text),
});
const asPerson = (person: Person): ListedEntry => ({
  index: person.index,
  name: person.number,
  note: isRewritten(person) ? asTyped(person.text) : null,
  remove: remove(person.number),
});

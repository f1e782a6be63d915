import * as v from 'valibot';
import { fieldsOf } from '../fields.js';
import { isWord, WordList } from './word-list.js';

const MAX_WORDS = 2000;
const MAX_WORD_LENGTH = 100;

const WORD = 'a word of 1 to 100 characters, the first and the last of them a letter, a digit or an emoji';
const LIST = 'a list of up to 2000 words';

const listSchema = v.pipe(
  v.array(
    v.pipe(
      v.string(WORD),
      v.check(word => word.length <= MAX_WORD_LENGTH && isWord(word), WORD),
    ),
    LIST,
  ),
  v.maxLength(MAX_WORDS, LIST),
  v.transform(words => new WordList(words)),
);

/** Words that are not said in a room: with which a message is refused, and which are masked. */
export const wordsSchema = fieldsOf(
  { refuse: v.exactOptional(listSchema), mask: v.exactOptional(listSchema) },
  'an object with lists of words, { refuse: […], mask: […] }',
);

/** What becomes of links in a room. */
export const linksSchema = v.picklist(['allow', 'mask', 'refuse'], 'allow, mask, refuse');

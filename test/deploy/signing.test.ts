import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startRelay } from '../support/relay.js';
import { isFound } from './found.js';

/** Someone who is signed in on a site. */
interface User {
  id: string;
  name: string;
}

/** How each language runs the docs' code, which makes a token, and prints it. */
interface Language {
  heading: string;
  program: string;
  args: string[];
  /** The whole program. */
  around: (code: string) => string;
}

/** As the docs have it made: `openssl rand -base64 32`. */
const SECRET = randomBytes(32).toString('base64');

const languages: Language[] = [
  {
    heading: 'Node.js',
    program: 'node',
    args: ['--input-type=module', '-'],
    around: code => `
const user = { id: process.env.USER_ID, name: process.env.USER_NAME };
${code}
console.log(token);`,
  },
  {
    heading: 'PHP',
    program: 'php',
    args: [],
    around: code => `<?php
${code}
echo chat_token(getenv('USER_ID'), getenv('USER_NAME'), getenv('CHAT_TOKEN_SECRET'));`,
  },
  {
    heading: 'Python',
    program: 'python3',
    args: ['-'],
    around: code => `
${code}
import os
print(chat_token(os.environ["USER_ID"], os.environ["USER_NAME"], os.environ["CHAT_TOKEN_SECRET"]))`,
  },
];

/** The code below a heading of docs/people.md. */
function codeBelow(heading: string): string {
  const [, section = ''] = readFileSync('docs/people.md', 'utf8').split(`\n### ${heading}\n`);
  const [, code] = /^```\w+\n([^]*?)^```$/m.exec(section) ?? [];
  assert.ok(code, `There is no code below ${heading}.`);
  return code;
}

function tokenMadeIn({ heading, program, args, around }: Language, user: User): string {
  const env = { ...process.env, CHAT_TOKEN_SECRET: SECRET, USER_ID: user.id, USER_NAME: user.name };
  const input = around(codeBelow(heading));
  return execFileSync(program, args, { env, input, encoding: 'utf8' }).trim();
}

for (const language of languages.filter(({ program }) => isFound(program))) {
  test(`the docs' code in ${language.heading} signs in whom it is given, as that person`, async t => {
    const relay = await startRelay(t, { tokenSecret: SECRET });
    const user = { id: 'zoë@example.org', name: 'Zoë "Z" O’Hara ☕' };
    const [first, again] = [tokenMadeIn(language, user), tokenMadeIn(language, user)];
    const zoe = await relay.join('lobby', 'Mallory', { token: first });
    const { id, name, verified } = zoe.joined.you;
    assert.deepEqual([name, verified], [user.name, true]);
    assert.equal((await relay.join('lobby', undefined, { token: again })).joined.you.id, id);
    const { message } = await zoe.send('Hello');
    assert.equal(message, 'Hello');
    const stranger = await startRelay(t, { tokenSecret: randomBytes(32).toString('base64') });
    await assert.rejects(stranger.join('lobby', undefined, { token: first }));
  });
}

import type { UserMessage } from '../../protocol/messages.js';
import type { Status } from '../../widget/status.js';
import { breakIt, type Fault, type FaultState } from './faults.js';
import { Ledger, type Counts } from './ledger.js';
import { verdictOf } from './verdict.js';

const BURST = 20;
/** Often enough for seconds that count down. */
const LOOK_EVERY_MS = 250;

/** What each fault does, told while it is not at work. */
const ABOUT: Record<Fault, string> = {
  cut: 'Ends it without a goodbye, as a tunnel does.',
  'lose-acks': 'For 15 s the relay keeps your messages and does not say so.',
  delay: 'Everything to and from you takes 2 s, until you press again.',
  restart: 'For everyone here. Takes about a second.',
};

const find = (id: string): HTMLElement => document.querySelector(`#${id}`)!;
const buttonOf = (id: string): HTMLButtonElement => document.querySelector<HTMLButtonElement>(`#${id}`)!;
const chat = () => document.querySelector('awesome-chat');

let ledger = new Ledger();
let numbered = 0;
let isBursting = false;
let acksLostUntil = 0;
/** What cut the visitor off, until they are back. */
let outage: { fault: Fault; at: number } | undefined;

function sendBurst(): void {
  // Tells them from those of before a reload, which may still be on their way.
  const time = new Date().toTimeString().slice(0, 8);
  for (let i = 0; i < BURST; i++) {
    isBursting = true;
    // What becomes of it is an event, and told in the log.
    chat()!
      .send(`Number ${++numbered}, ${time}`)
      .catch(() => {});
    isBursting = false;
  }
  say(`${BURST} messages are on their way.`);
}

/** What ends the connection, and the way back: told by the chat's status. */
async function breakOff(fault: 'cut' | 'restart', sentence: string): Promise<void> {
  outage = { fault, at: Date.now() };
  tell(fault, sentence);
  if (!(await ask(fault))) outage = undefined;
}

async function loseAcks(): Promise<void> {
  const { acksLostMs } = (await ask('lose-acks')) ?? {};
  if (!acksLostMs) return;
  acksLostUntil = Date.now() + acksLostMs;
  say('Acks are being lost.');
  look();
}

async function toggleDelay(): Promise<void> {
  const button = buttonOf('delay');
  const answer = await ask('delay', button.getAttribute('aria-pressed') !== 'true');
  if (!answer) return;
  const isDelayed = Boolean(answer.delayMs);
  button.setAttribute('aria-pressed', String(isDelayed));
  tell('delay', isDelayed ? 'Everything takes 2 s now, each way.' : ABOUT.delay);
}

/** @returns undefined when the relay does not do it, which is told beside the button. */
async function ask(fault: Fault, on?: boolean): Promise<FaultState | undefined> {
  try {
    return await breakIt(fault, chat()!.me!.id, on);
  } catch (error) {
    tell(fault, (error as Error).message);
    return undefined;
  }
}

function handleStatus(status: Status): void {
  if (status !== 'online' || !outage) return;
  const seconds = ((Date.now() - outage.at) / 1000).toFixed(1);
  tell(outage.fault, `You were back after ${seconds}\u00a0s.`);
  outage = undefined;
}

/** Shows it beside the button, and says it to who cannot see it. */
function tell(fault: Fault, sentence: string): void {
  show(`${fault}-state`, sentence);
  say(sentence);
}

function say(sentence: string): void {
  show('break-it-spoken', sentence);
}

function show(id: string, text: string): void {
  const element = find(id);
  if (element.textContent !== text) element.textContent = text;
}

function look(): void {
  const { messages = [], me, status } = chat() ?? {};
  const counts = ledger.count({ messages, myId: me?.id, isOnline: status === 'online', now: Date.now() });
  for (const name of ['sent', 'confirmed', 'shown', 'lost', 'twice'] as const)
    show(name, String(counts[name]));
  showVerdict(counts);
  countDown();
}

function showVerdict(counts: Counts): void {
  const verdict = verdictOf(counts);
  const isNews = find('verdict').textContent !== verdict;
  show('verdict', verdict);
  find('break-it').classList.toggle('broken', counts.lost + counts.twice > 0);
  // What is on the way changes too often to be read out.
  if (isNews && counts.sent > 0 && counts.sent === counts.confirmed) say(verdict);
}

function countDown(): void {
  if (acksLostUntil === 0) return;
  const seconds = Math.ceil((acksLostUntil - Date.now()) / 1000);
  if (seconds > 0) return show('lose-acks-state', `Acks are being lost for ${seconds} s more.`);
  acksLostUntil = 0;
  tell('lose-acks', 'Acks come again.');
}

function beginAnew(messages: readonly UserMessage[] = []): void {
  ledger = new Ledger(messages);
  look();
}

for (const fault of Object.keys(ABOUT) as Fault[]) show(`${fault}-state`, ABOUT[fault]);
buttonOf('burst').addEventListener('click', sendBurst);
buttonOf('cut').addEventListener('click', () => breakOff('cut', 'Cut. It comes back by itself.'));
buttonOf('lose-acks').addEventListener('click', loseAcks);
buttonOf('delay').addEventListener('click', toggleDelay);
buttonOf('restart').addEventListener('click', () => breakOff('restart', 'It is restarting.'));

const stage = document.querySelector<HTMLElement>('.stage')!;
stage.addEventListener('awesome-chat-room', () => beginAnew());
stage.addEventListener('awesome-chat-ready', () => {
  beginAnew(chat()!.messages);
  for (const button of find('break-it').querySelectorAll('button')) button.disabled = false;
});
stage.addEventListener('awesome-chat-before-send', event => {
  const { text } = event.detail;
  if (!event.defaultPrevented && text.trim()) ledger.send(text, isBursting);
});
stage.addEventListener('awesome-chat-sent', ({ detail }) => ledger.confirm(detail.message, Date.now()));
stage.addEventListener('awesome-chat-failed', ({ detail }) => ledger.fail(detail.id));
stage.addEventListener('awesome-chat-status', ({ detail }) => handleStatus(detail.status));
setInterval(look, LOOK_EVERY_MS);
look();

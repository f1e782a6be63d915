export type Fault = 'cut' | 'lose-acks' | 'delay' | 'restart';

/** How the relay treats the visitor, in its words. */
export interface FaultState {
  acksLostMs?: number;
  delayMs?: number;
}

/** Asks the relay for a fault. @throws Error with a sentence why there is none. */
export async function breakIt(fault: Fault, person: string, on = true): Promise<FaultState> {
  const response = await fetch('demo/faults', {
    method: 'POST',
    body: JSON.stringify({ fault, person, on }),
  }).catch(() => {
    throw new Error('The relay cannot be reached just now.');
  });
  const answer = (await response.json()) as FaultState & { sentence?: string };
  if (!response.ok) throw new Error(answer.sentence);
  return answer;
}

/** Not more often than this, in ms. */
const REST_MS = 2000;
const NOTES_HZ = [660, 880];
const NOTE_S = 0.12;
const VOLUME = 0.06;

let last = -Infinity;

/** A short soft tone, unless there was one just now, or nobody has touched the page: browsers would not play it. */
export function chime(): void {
  if (!navigator.userActivation?.hasBeenActive || performance.now() - last < REST_MS) return;
  last = performance.now();
  try {
    play(new AudioContext());
  } catch {
    // No sound here.
  }
}

function play(audio: AudioContext): void {
  const volume = audio.createGain();
  volume.connect(audio.destination);
  const { currentTime } = audio;
  NOTES_HZ.forEach((frequency, index) => {
    const tone = new OscillatorNode(audio, { frequency });
    tone.connect(volume);
    tone.start(currentTime + index * NOTE_S);
    tone.stop(currentTime + (index + 1) * NOTE_S);
    if (index === NOTES_HZ.length - 1) tone.onended = () => void audio.close();
  });
  volume.gain.setValueAtTime(VOLUME, currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, currentTime + NOTES_HZ.length * NOTE_S);
}

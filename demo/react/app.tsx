import 'awesome-chat';
import type { AwesomeChat } from 'awesome-chat';
import { useState, type HTMLAttributes, type Ref } from 'react';
import { createRoot } from 'react-dom/client';

interface ChatProps
  extends HTMLAttributes<AwesomeChat>, Partial<Pick<AwesomeChat, 'relay' | 'room' | 'heading'>> {
  ref?: Ref<AwesomeChat>;
  'onawesome-chat-message'?: (event: HTMLElementEventMap['awesome-chat-message']) => void;
}

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- this is how React has its elements extended
  namespace JSX {
    interface IntrinsicElements {
      'awesome-chat': ChatProps;
    }
  }
}

/** A chat in an application with React 19: attributes and properties, events, and coming and going. */
function App({ relay }: { relay: string }) {
  const [room, setRoom] = useState('lobby');
  const [isOpen, setOpen] = useState(true);
  const [heard, setHeard] = useState('');
  return (
    <main>
      <label>
        Room{' '}
        <select value={room} onChange={event => setRoom(event.target.value)}>
          <option>lobby</option>
          <option>kitchen</option>
        </select>
      </label>
      <button onClick={() => setOpen(!isOpen)}>{isOpen ? 'Leave' : 'Come back'}</button>
      <output>{heard}</output>
      {isOpen && (
        <awesome-chat
          relay={relay}
          room={room}
          heading="React"
          onawesome-chat-message={({ detail }) => setHeard(`Heard: ${detail.message.message}`)}
        />
      )}
    </main>
  );
}

const relay = new URLSearchParams(location.search).get('relay') ?? 'http://localhost:3000/';
createRoot(document.querySelector('#app')!).render(<App relay={relay} />);

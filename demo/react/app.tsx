import 'awesome-chat';
import type {} from 'awesome-chat/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

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

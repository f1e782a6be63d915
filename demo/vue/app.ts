import 'awesome-chat';
import { createApp, defineComponent, h, ref } from 'vue';

const relay = new URLSearchParams(location.search).get('relay') ?? 'http://localhost:3000/';

/** A chat in an application with Vue 3: attributes and properties, events, and coming and going. */
const App = defineComponent(() => {
  const room = ref('lobby');
  const isOpen = ref(true);
  const heard = ref('');
  const handleMessage = ({ detail }: HTMLElementEventMap['awesome-chat-message']) => {
    heard.value = `Heard: ${detail.message.message}`;
  };
  const options = () => ['lobby', 'kitchen'].map(name => h('option', name));
  const choose = (event: Event) => (room.value = (event.target as HTMLSelectElement).value);
  return () =>
    h('main', [
      h('label', ['Room ', h('select', { value: room.value, onChange: choose }, options())]),
      h('button', { onClick: () => (isOpen.value = !isOpen.value) }, isOpen.value ? 'Leave' : 'Come back'),
      h('output', heard.value),
      isOpen.value &&
        h('awesome-chat', {
          relay,
          room: room.value,
          heading: 'Vue',
          'onAwesome-chat-message': handleMessage,
        }),
    ]);
});

createApp(App).mount('#app');

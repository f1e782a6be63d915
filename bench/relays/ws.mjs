// The least that relays at all: whatever comes in goes out to everyone, in a loop over the websockets.
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

const http = createServer();
const server = new WebSocketServer({ server: http });
const rooms = new Map();

server.on('connection', (socket, request) => {
  const room = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, room.add(socket));
  socket.on('message', bytes => {
    const text = bytes.toString();
    for (const client of room) if (client.readyState === WebSocket.OPEN) client.send(text);
  });
  socket.on('close', () => room.delete(socket));
});

http.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${http.address().port}/`);
});

// A relay as the tutorial of 2013 teaches it, on the socket.io of today: no store, no limits, default options.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http);
const line = (type, message) => JSON.stringify({ type, message });

io.on('connection', socket => {
  // The tutorial has one room. With many, it is socket.io's own way to have them.
  const { room } = socket.handshake.query;
  if (room) socket.join(room);
  socket.send(line('serverMessage', 'Welcome to the most interesting chat room on earth!'));
  socket.on('message', json => {
    const { message } = JSON.parse(json);
    const others = room ? socket.to(room) : socket.broadcast;
    others.emit('message', line('userMessage', message));
    socket.send(line('myMessage', message));
  });
});

http.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${http.address().port}/`);
});

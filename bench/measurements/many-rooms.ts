import type { Measurement } from '../bench.js';

const READERS = 20;
const PER_ROOM_AND_SECOND = 2;

export const manyRoomsRow = (figure: 'delivered' | 'cores' | 'p50' | 'p99') => ({
  name: `500 rooms of ${READERS} readers, ${PER_ROOM_AND_SECOND} messages/s in each, ${figure}`,
  unit: figure === 'delivered' ? '%' : figure === 'cores' ? 'cores' : 'ms',
});

/** Many small conversations at once: what a message costs counts here, not what a reader costs. */
export const manyRooms: Measurement = {
  name: 'many-rooms',
  async measure(bench) {
    const rooms = bench.choose(500, 20);
    const pace = { perSecond: rooms * PER_ROOM_AND_SECOND, writers: 2, graceMs: 1000, lateMs: 30_000 };
    const measure = async (contestant: Parameters<typeof bench.withPeople>[0]) =>
      bench.withPeople(contestant, { rooms, people: READERS }, async ({ relay, load }) => {
        await load.tell('pace', { ...pace, seconds: bench.choose(1, 0.3) });
        const before = relay.cpuSeconds;
        const heard = await load.tell('pace', { ...pace, seconds: bench.choose(3, 0.5) });
        const cores = (relay.cpuSeconds - before) / heard.seconds;
        const { p50, p99 } = heard.latency;
        const figures = { delivered: (100 * heard.deliveries) / heard.due, cores, p50, p99 };
        for (const [figure, value] of Object.entries(figures))
          bench.sheet.record(manyRoomsRow(figure as keyof typeof figures), relay.name, value);
        bench.judge(manyRoomsRow('delivered'), relay, heard);
      });
    await bench.inTurns('many-rooms', measure, { rounds: 1 });
  },
};

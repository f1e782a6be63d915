import { expect } from '@open-wc/testing';
import { Presence } from '../../widget/presence.js';

const ada = { id: 'ada', name: 'Ada' };
const bob = { id: 'bob', name: 'Bob' };
const room = 'lobby';

describe('presence', () => {
  let presence: Presence;
  beforeEach(() => {
    presence = new Presence();
    presence.reset({ count: 1, list: [ada] });
  });

  it('knows how many are here, and whom', () => {
    presence.take({ room, count: 2, joined: [bob] }, undefined);
    expect(presence.count).to.equal(2);
    expect(presence.list).to.deep.equal([ada, bob]);
  });

  it('tells someone known with another name as renamed', () => {
    const grace = { id: 'ada', name: 'Grace' };
    const news = presence.take({ room, count: 1, joined: [grace] }, undefined);
    expect(news).to.deep.equal({ joined: [], left: [], renamed: [{ was: ada, person: grace }] });
    expect(presence.list).to.deep.equal([grace]);
  });

  it('tells nobody that is known already as joined', () => {
    expect(presence.take({ room, count: 1, joined: [ada] }, undefined).joined).to.deep.equal([]);
  });

  it('does not tell of the visitor', () => {
    expect(presence.take({ room, count: 2, joined: [bob] }, 'bob').joined).to.deep.equal([]);
    const news = presence.take({ room, count: 2, joined: [{ id: 'bob', name: 'Rob' }] }, 'bob');
    expect(news.renamed).to.deep.equal([]);
  });

  it('forgets who left', () => {
    presence.take({ room, count: 0, left: [ada] }, undefined);
    expect(presence.list).to.deep.equal([]);
  });

  it('lists who is here again, and tells only of those who are new', () => {
    const cy = { id: 'cy', name: 'Cy' };
    const news = presence.take({ room, count: 3, joined: [cy], left: [], list: [ada, bob, cy] }, undefined);
    expect(news.joined).to.deep.equal([cy]);
    expect(presence.list).to.deep.equal([ada, bob, cy]);
  });

  it('takes the whole list where the relay gives it', () => {
    presence.take({ room, count: 2, list: [ada, bob] }, undefined);
    expect(presence.list).to.deep.equal([ada, bob]);
  });
});

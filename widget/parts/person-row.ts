/** A row of the list of people. @param id none for a row that is nobody's */
export function rowOf(name: string, note: string, id = ''): HTMLElement {
  const row = document.createElement('li');
  const who = document.createElement('bdi');
  const what = document.createElement('span');
  row.dataset['id'] = id;
  who.textContent = name;
  what.textContent = note;
  row.append(who, ' ', what);
  return row;
}

// Search over the words of the chapters and the names of the API. The index
// is a script (fulltext.js), so that it also works from a folder.
'use strict';

const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

// The word as a regular expression has it.
const plain = (word) => word.replace(/[^\w]/g, '\\$&');

// How well an entry fits: every word must be there, titles count most, then
// words that begin as asked for.
function score(entry, words) {
  const title = entry.title.toLowerCase();
  const text = entry.text.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const inTitle = title.includes(word);
    if (!inTitle && !text.includes(word)) return 0;
    sum += inTitle ? 10 : 1;
    const begins = new RegExp(`(^|[^a-z])${plain(word)}`);
    if (begins.test(inTitle ? title : text)) sum += 2;
  }
  return sum;
}

function find(query) {
  const words = wordsOf(query);
  if (!words.length) return [];
  return workbookIndex.map((entry) => ({entry, fit: score(entry, words)}))
      .filter(({fit}) => fit > 0)
      .sort((a, b) => b.fit - a.fit)
      .map(({entry}) => entry);
}

// The text around the first word that was found, with the words marked.
function excerpt(text, words) {
  const part = document.createElement('p');
  const lower = text.toLowerCase();
  const first = Math.min(
      ...words.map((word) => lower.indexOf(word)).filter((at) => at >= 0),
      text.length);
  const start = Math.max(0, text.lastIndexOf(' ', Math.max(0, first - 50)));
  const shown = text.slice(start, start + 160);
  const marks = new RegExp(`(${words.map(plain).join('|')})`, 'gi');
  shown.split(marks).forEach((piece, index) => {
    const node = document.createElement(index % 2 ? 'mark' : 'span');
    node.textContent = piece;
    part.append(node);
  });
  return part;
}

function resultItem(entry, words) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = entry.url;
  const page = document.createElement('small');
  page.textContent = entry.page === entry.title ? '' : entry.page;
  link.append(entry.title, ' ', page);
  item.append(link);
  if (entry.text) item.append(excerpt(entry.text, words));
  return item;
}

function setUpSearch() {
  const dialog = document.getElementById('search');
  const input = document.getElementById('search-words');
  const results = document.getElementById('search-results');
  const count = document.getElementById('search-count');

  const open = () => {
    if (!dialog.open) dialog.showModal();
    input.select();
  };
  const show = () => {
    const found = find(input.value);
    results.replaceChildren(...found.slice(0, 20).map(
        (entry) => resultItem(entry, wordsOf(input.value))));
    count.textContent =
        input.value.trim() ? `${found.length || 'Nothing'} found` : '';
  };

  input.addEventListener('input', show);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    results.querySelector('a')?.click();
  });
  results.addEventListener('click', () => dialog.close());
  document.getElementById('search-button').addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input:not([type=checkbox]), textarea');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open();
  });
}

setUpSearch();

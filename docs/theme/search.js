// Search over the words of the chapters and the names of the API. The index
// is a script (fulltext.js), so that it also works from a folder.
'use strict';

// Hyphens do not count: wakeup finds wake-up.
const folded = (text) => text.toLowerCase().replace(/-/g, '');

const wordsOf = (text) => folded(text).split(/\s+/).filter(Boolean);

// The word as a regular expression has it, with or without hyphens.
const plain = (word) =>
    [...word].map((letter) => letter.replace(/[^\w]/, '\\$&')).join('-?');

// How well an entry fits: every word must be there, titles count most, then
// words that begin as asked for; the definition of a term is first.
function score(entry, words) {
  const title = folded(entry.title);
  const text = folded(entry.text);
  let sum = entry.page === 'Glossary' ? 5 : 0;
  for (const word of words) {
    const inTitle = title.includes(word);
    if (!inTitle && !text.includes(word)) return 0;
    sum += inTitle ? 10 : 1;
    const begins = new RegExp(`(^|[^a-z])${plain(word)}`);
    if (begins.test(inTitle ? title : text)) sum += 2;
  }
  return sum;
}

function entriesWith(words) {
  return workbookIndex.map((entry) => ({entry, fit: score(entry, words)}))
      .filter(({fit}) => fit > 0)
      .sort((a, b) => b.fit - a.fit)
      .map(({entry}) => entry);
}

// Whether one letter more, less or other, or two exchanged, make the two the
// same.
function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const rest = (word, from) => word.slice(same + from);
  const swapped = b[same + 1] + b[same] + rest(b, 2);
  return rest(a, 0) === swapped || rest(a, 1) === rest(b, 1) ||
      rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1);
}

// What was meant by a word that stands nowhere.
function mended(word) {
  if (word.length < 4 || entriesWith([word]).length) return word;
  const all = workbookIndex.map(({title, text}) => `${title} ${text}`).join(' ');
  return folded(all).match(/[a-z]{4,}/g).find((each) => isNear(word, each)) ??
      word;
}

// The entries, best first, and the words that they were found by.
function find(query) {
  let words = wordsOf(query);
  if (!words.length) return {words, entries: []};
  let entries = entriesWith(words);
  if (!entries.length) {
    words = words.map(mended);
    entries = entriesWith(words);
  }
  return {words, entries};
}

// The text around the first word that was found, with the words marked.
function excerpt(text, words) {
  const part = document.createElement('p');
  const marks = new RegExp(`(${words.map(plain).join('|')})`, 'gi');
  const first = Math.max(0, text.search(marks));
  const start = Math.max(0, text.lastIndexOf(' ', Math.max(0, first - 50)));
  const end = text.length > start + 160 ? text.lastIndexOf(' ', start + 160) :
                                          text.length;
  const shown = (start ? '…' : '') + text.slice(start, end) +
      (end < text.length ? ' …' : '');
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

// The index is loaded when it is asked for the first time.
function loadIndex(then) {
  if (typeof workbookIndex !== 'undefined') {
    then();
    return;
  }
  const script = document.createElement('script');
  script.src = 'fulltext.js';
  script.addEventListener('load', then);
  document.head.append(script);
}

function setUpSearch() {
  const dialog = document.getElementById('search');
  const input = document.getElementById('search-words');
  const results = document.getElementById('search-results');
  const count = document.getElementById('search-count');

  const show = () => loadIndex(() => {
    const {words, entries} = find(input.value);
    results.replaceChildren(
        ...entries.slice(0, 20).map((entry) => resultItem(entry, words)));
    count.textContent =
        input.value.trim() ? `${entries.length || 'Nothing'} found` : '';
  });
  const open = () => {
    if (!dialog.open) dialog.showModal();
    input.select();
    show();
  };
  const links = () => [...results.querySelectorAll('a')];
  const go = (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    const next = links().indexOf(document.activeElement) + step;
    (links()[next] ?? input).focus();
  };

  input.addEventListener('input', show);
  dialog.addEventListener('keydown', go);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    links()[0]?.click();
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

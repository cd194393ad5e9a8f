// The search: what it finds, by which keys, and that it costs nothing before.

const query = (page, words) => page.fill('#search-words', words);

// True in the page when what is found first leads to `part` of an address.
const firstLeadsTo = (part) =>
    document.querySelector('#search-results a')?.href.includes(part);

async function open(site, page) {
  await site.go(page, 'index.html');
  await page.keyboard.press('/');
  await site.until(
      page, '/ opens the search',
      () => document.getElementById('search').open);
}

async function loadsLate(site, page) {
  await site.go(page, 'ch03.html');
  const isLoaded = () => page.evaluate(
      () => [...document.scripts].some(({src}) => src.endsWith('fulltext.js')));
  if (await isLoaded()) site.fault(page, 'the index is loaded unasked');
  await page.keyboard.press('/');
  if (!await isLoaded()) site.fault(page, 'the index is not loaded by /');
}

async function definitions(site, page) {
  await open(site, page);
  const places = {
    'lost wakeup': 'ch02.html',
    'lost wake-up': 'ch02.html',
    'data race': 'ch01.html',
    'Rendezvous': 'ch03.html',
  };
  for (const [words, place] of Object.entries(places)) {
    await query(page, words);
    await site.until(
        page, `the definition of '${words}' is found first`, firstLeadsTo,
        place);
    await site.until(
        page, `'${words}' says that this is the glossary`,
        () => document.querySelector('#search-results small')?.textContent ===
            'Glossary');
  }
}

async function slips(site, page) {
  await open(site, page);
  for (const [slip, place] of [
           ['rendezvos', 'ch03.html'], ['dedlock', 'ch'], ['bufering', 'ch'],
           ['data rcae', 'ch01.html']]) {
    await query(page, slip);
    await site.until(
        page, `'${slip}' is found in spite of the slip`, firstLeadsTo, place);
  }
}

async function arrows(site, page) {
  await open(site, page);
  await query(page, 'mutex');
  await site.until(page, 'a common word is found', firstLeadsTo, 'ch');
  const at = (index) => document.activeElement ===
      (document.querySelectorAll('#search-results a')[index] ??
       document.getElementById('search-words'));
  const keys = [['ArrowDown', 0], ['ArrowDown', 1], ['ArrowUp', 0],
                ['ArrowUp', -1]];
  for (const [key, index] of keys) {
    await page.keyboard.press(key);
    await site.until(page, `${key} leads to entry ${index}`, at, index);
  }
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await site.until(
      page, 'Enter goes to the entry',
      () => /\/ch\d\d\.html$/.test(location.pathname));
  await page.click('#search-button');
  await page.keyboard.press('Escape');
  await site.until(
      page, 'Escape closes the search',
      () => !document.getElementById('search').open);
}

async function kinds(site, page) {
  await open(site, page);
  const has = (part) =>
      [...document.querySelectorAll('#search-results a')].some(
          (link) => link.href.includes(part));
  const places = {
    'Channel::receive': 'classworkbook_1_1Channel.html#',
    'an unpark at the same time as a park wakes it': 'wrong-02-',
    'workbook hunt': 'chapters.html',
  };
  for (const [words, place] of Object.entries(places)) {
    await query(page, words);
    await site.until(page, `'${words}' finds ${place}`, has, place);
  }
  await query(page, 'no such word anywhere');
  await site.until(
      page, 'what is not there is not found',
      () => document.getElementById('search-count').textContent ===
          'Nothing found');
}

export const searching = [
  ['search: loading', 1280, loadsLate],
  ['search: definitions', 1280, definitions],
  ['search: slips', 390, slips],
  ['search: arrows', 1280, arrows],
  ['search: kinds', 1280, kinds],
];

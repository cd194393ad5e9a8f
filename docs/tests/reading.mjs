// What a reader does with the pages of the book.

async function theme(site, page) {
  const dark = () => document.documentElement.classList.contains('dark-mode');
  const light = () => !document.documentElement.classList.contains('dark-mode');
  await site.go(page, 'index.html');
  await site.until(page, 'the theme begins as the system has it', light);
  await page.click('#theme-button');
  await site.until(page, 'the button makes it dark', dark);
  await site.go(page, 'chapters.html');
  await site.until(page, 'the next page is dark, too', dark);
  await page.click('#theme-button');
  await site.until(page, 'the button makes it light', light);
}

async function folding(site, page) {
  await site.go(page, 'ch02.html');
  await site.until(
      page, 'answers begin folded',
      () => !document.querySelector('details[open]'));
  await page.locator('summary').first().click();
  await site.until(
      page, 'an answer unfolds',
      () => document.querySelector('details').open);
}

async function tasks(site, page) {
  await site.go(page, 'ch02.html');
  await page.locator('input[type=checkbox]').first().check();
  await page.reload();
  await site.until(
      page, 'a task that was ticked stays ticked',
      () => document.querySelector('input[type=checkbox]').checked);
}

async function progress(site, page) {
  await site.go(page, 'ch01.html');
  await page.locator('#ch01-done-1').check();
  await site.until(
      page, 'a ticked task counts in the side bar',
      () => /^1\/\d$/.test(
          document.querySelector('.ticks[data-page=ch01]').textContent));
  await site.go(page, 'chapters.html');
  await site.until(
      page, 'and in the contents',
      () => /^1\/\d$/.test(
          document.querySelector('.contents .ticks[data-page=ch01]')
              .textContent));
  await site.go(page, 'index.html');
  await site.until(
      page, 'the front page leads to the next task',
      () => document.querySelector('.begin a').textContent ===
          'Continue: chapter 1, task 2');
  await page.click('.begin a');
  await site.until(
      page, 'the next task is there',
      () => location.hash === '#ch01-done-2' &&
          document.getElementById('ch01-done-2'));
}

// A nudge is all that unfolding shows; the next hint is inside it.
async function hints(site, page) {
  await site.go(page, 'ch03.html');
  const nudge = page.locator('.task > .hint > summary').first();
  await nudge.click();
  await site.until(
      page, 'a nudge unfolds, and the next hint does not',
      () => document.querySelector('.task > .hint[open] > .hint:not([open])'));
  await site.until(
      page, 'each task of the chapter has hints',
      () => [...document.querySelectorAll('.task')].every(
          (task) => task.querySelector('.hint .hint .hint')));
  await page.locator('.task > .hint > .hint > summary').first().click();
  await site.until(
      page, 'then it does',
      () => document.querySelector('.hint[open] > .hint[open]'));
}

// About 66 characters a line, of prose.
async function measure(site, page) {
  await site.go(page, 'ch03.html');
  const longest = await page.evaluate(() => {
    const range = document.createRange();
    const texts = [...document.querySelectorAll('.textblock > p')].filter(
        (p) => p.textContent.length > 300 && !p.querySelector('code'));
    return texts.map((p) => {
      range.selectNodeContents(p);
      const tops = new Set([...range.getClientRects()].map(({top}) => top));
      return p.textContent.length / tops.size;
    }).sort((a, b) => a - b).at(-1);
  });
  if (longest > 75) site.fault(page, `${longest.toFixed()} characters a line`);
}

async function phoneMenu(site, page) {
  await site.go(page, 'index.html');
  const shown = (open) =>
      (document.getElementById('side-nav').offsetHeight > 0) === open;
  await site.until(page, 'the menu begins closed', shown, false);
  await page.click('#menu-button');
  await site.until(page, 'the menu opens', shown, true);
  const chapters = site.pages.filter((name) => /^ch\d\d\.html$/.test(name));
  await site.until(
      page, 'every chapter is in the menu',
      (names) => names.every(
          (name) => document.querySelector(`#side-nav a[href="${name}"]`)
                        ?.offsetHeight > 0),
      chapters);
  await page.keyboard.press('Escape');
  await site.until(page, 'Escape closes the menu', shown, false);
  await page.click('#menu-button');
  await page.locator(`#side-nav a[href="${chapters.at(-1)}"]`).click();
  await site.until(
      page, 'the menu leads to the chapter',
      (name) => location.pathname.endsWith(name), chapters.at(-1));
  await site.until(page, 'the menu is closed there', shown, false);
}

async function contents(site, page) {
  await site.go(page, 'ch03.html');
  const active = () =>
      document.querySelector('.toc a.active')?.getAttribute('href');
  const first = await page.evaluate(active);
  await page.evaluate(() => {
    scrollTo(0, document.body.scrollHeight);
  });
  await site.until(
      page, 'the contents follow the reader',
      (before) =>
          document.querySelector('.toc a.active')?.getAttribute('href') !==
          before,
      first);
  await site.until(
      page, 'the side bar marks the page',
      () => document.querySelector('#side-nav [aria-current]')
                ?.href.includes('ch03.html'));
}

async function steps(site, page) {
  await site.go(page, 'index.html');
  let pages = 1;
  const next = page.locator('.steps .next');
  while (await next.count()) {
    const name = await next.getAttribute('href');
    await next.click();
    await page.waitForURL(`**/${name}`);
    pages += 1;
  }
  const book = site.pages.filter((name) => /^(ch\d\d)\.html$/.test(name));
  if (pages < book.length) {
    site.fault(page, `next leads through ${pages} pages, less than chapters`);
  }
}

async function keyboard(site, page) {
  await site.go(page, 'ch03.html');
  // The browser takes no keys before it has drawn the page.
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.keyboard.press('PageDown');
  await site.until(page, 'PageDown scrolls', () => scrollY > 200);
  await page.reload();
  await site.until(page, 'a reload keeps the place', () => scrollY > 200);
  await page.keyboard.press('Tab');
  await site.until(
      page, 'the first stop of Tab skips to the text',
      () => document.activeElement.className === 'skip');
  await page.keyboard.press('Enter');
  await site.until(
      page, 'the text has the focus',
      () => document.activeElement.id === 'doc-content');
}

// In the reference an example comes before the list of what there is.
async function examplesFirst(site, page) {
  for (const name of [
           'classworkbook_1_1Channel.html', 'classworkbook_1_1Scope.html',
           'group__selecting.html', 'group__tasks.html']) {
    await site.go(page, name);
    await site.until(page, 'an example comes first', () => {
      const example = document.querySelector('.contents .fragment');
      const list = document.querySelector('.contents .memberdecls');
      return example && list &&
          (example.compareDocumentPosition(list) &
           Node.DOCUMENT_POSITION_FOLLOWING);
    });
  }
}

export const reading = [
  ['theme', 1280, theme],
  ['folding', 390, folding],
  ['tasks', 1280, tasks],
  ['progress', 1280, progress],
  ['hints', 390, hints],
  ['measure', 1280, measure],
  ['the menu', 390, phoneMenu],
  ['contents', 1280, contents],
  ['steps', 1280, steps],
  ['keyboard', 1280, keyboard],
  ['examples first', 1280, examplesFirst],
];

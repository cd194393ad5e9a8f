// What a reader does on the site, done by a browser.

async function until(site, page, what, condition, argument) {
  try {
    await page.waitForFunction(condition, argument, {timeout: 5000});
  } catch {
    site.fault(page, `not so: ${what}`);
  }
}

async function search(site) {
  const page = await site.page(1280);
  await site.go(page, 'index.html');
  await page.keyboard.press('/');
  await until(
      site, page, '/ opens the search',
      () => document.getElementById('search').open);
  await page.keyboard.type('lost wakeup');
  await until(
      site, page, 'the definition of a term is found first, without its hyphen',
      () => document.querySelector('#search-results a')
                ?.href.includes('ch02.html'));
  await page.fill('#search-words', 'rendezvos');
  await until(
      site, page, 'a word is found in spite of a slip',
      () => document.querySelectorAll('#search-results a').length > 0);
  await page.keyboard.press('ArrowDown');
  await until(
      site, page, 'an arrow key goes to what was found',
      () => document.activeElement.closest('#search-results'));
  await page.fill('#search-words', 'rendezvous');
  await until(
      site, page, 'a word of a chapter is found',
      () => document.querySelector('#search-results a')
                ?.href.includes('ch03.html'));
  await page.locator('#search-words').focus();
  await page.keyboard.press('Enter');
  await until(
      site, page, 'Enter goes to what was found first',
      () => location.pathname.endsWith('/ch03.html'));
  await page.click('#search-button');
  await page.fill('#search-words', 'Channel::receive');
  await until(
      site, page, 'a name of the API is found',
      () => [...document.querySelectorAll('#search-results a')].some(
          (link) => link.href.includes('classworkbook_1_1Channel.html#')));
  await page.fill('#search-words', 'no such word anywhere');
  await until(
      site, page, 'what is not there is not found',
      () => document.getElementById('search-count').textContent ===
          'Nothing found');
  await page.keyboard.press('Escape');
  await until(
      site, page, 'Escape closes the search',
      () => !document.getElementById('search').open);
  await page.context().close();
}

async function theme(site) {
  const page = await site.page(1280);
  const dark = () => document.documentElement.classList.contains('dark-mode');
  const light = () => !document.documentElement.classList.contains('dark-mode');
  await site.go(page, 'index.html');
  await until(site, page, 'the theme begins as the system has it', light);
  await page.click('#theme-button');
  await until(site, page, 'the button makes it dark', dark);
  await site.go(page, 'chapters.html');
  await until(site, page, 'the next page is dark, too', dark);
  await page.click('#theme-button');
  await until(site, page, 'the button makes it light', light);
  await page.context().close();
}

// The first page on which `selector` is found; null when there is none.
async function pageWith(site, page, selector) {
  for (const name of site.chosen) {
    await site.go(page, name);
    if (await page.locator(selector).count()) return name;
  }
  site.fault(page, `no page has ${selector}`);
  return null;
}

async function folding(site) {
  const page = await site.page(390);
  if (!await pageWith(site, page, 'details')) return;
  await until(
      site, page, 'answers begin folded',
      () => !document.querySelector('details[open]'));
  await page.locator('summary').first().click();
  await until(
      site, page, 'an answer unfolds',
      () => document.querySelector('details').open);
  await page.context().close();
}

async function stepping(site) {
  const page = await site.page(1280);
  if (!await pageWith(site, page, '.stepper')) return;
  const stepper = page.locator('.steps-of-schedule').first();
  const at = (count) => document.querySelector('.stepper .count')
                            .textContent.startsWith(`${count} of`);
  await until(site, page, 'a schedule begins before its first step', at, 0);
  await stepper.focus();
  await page.keyboard.press('ArrowRight');
  await until(site, page, 'an arrow key makes a step', at, 1);
  await until(
      site, page, 'one thread has the turn',
      () => document.querySelectorAll('.stepper .thread-card.turn').length >= 1);
  await page.keyboard.press('End');
  await until(
      site, page, 'the end says what went wrong',
      () => document.querySelector('.stepper .verdict')?.textContent);
  await page.context().close();
}

async function tasks(site) {
  const page = await site.page(1280);
  if (!await pageWith(site, page, 'input[type=checkbox]')) return;
  await page.locator('input[type=checkbox]').first().check();
  await page.reload();
  await until(
      site, page, 'a task that was ticked stays ticked',
      () => document.querySelector('input[type=checkbox]').checked);
  await page.context().close();
}

async function progress(site) {
  const page = await site.page(1280);
  await site.go(page, 'ch01.html');
  await page.locator('#ch01-done-1').check();
  await until(
      site, page, 'a ticked task counts in the side bar',
      () => /^1\/\d$/.test(
          document.querySelector('.ticks[data-page=ch01]').textContent));
  await site.go(page, 'index.html');
  await until(
      site, page, 'the front page leads to the next task',
      () => document.querySelector('.begin a').textContent ===
          'Continue: chapter 1, task 2');
  await page.click('.begin a');
  await until(
      site, page, 'the next task is there',
      () => location.hash === '#ch01-done-2' &&
          document.getElementById('ch01-done-2'));
  await page.context().close();
}

async function phoneMenu(site) {
  const page = await site.page(390);
  await site.go(page, 'index.html');
  const shown = (open) =>
      (document.getElementById('side-nav').offsetHeight > 0) === open;
  await until(site, page, 'the menu begins closed', shown, false);
  await page.click('#menu-button');
  await until(site, page, 'the menu opens', shown, true);
  const chapters = site.pages.filter((name) => /^ch\d\d\.html$/.test(name));
  await until(
      site, page, 'every chapter is in the menu',
      (names) => names.every(
          (name) => document.querySelector(`#side-nav a[href="${name}"]`)
                        ?.offsetHeight > 0),
      chapters);
  await page.keyboard.press('Escape');
  await until(site, page, 'Escape closes the menu', shown, false);
  await page.click('#menu-button');
  await page.locator(`#side-nav a[href="${chapters.at(-1)}"]`).click();
  await until(
      site, page, 'the menu leads to the chapter',
      (name) => location.pathname.endsWith(name), chapters.at(-1));
  await until(site, page, 'the menu is closed there', shown, false);
  await page.context().close();
}

async function contents(site) {
  const page = await site.page(1280);
  await site.go(page, 'ch03.html');
  const active = () =>
      document.querySelector('.toc a.active')?.getAttribute('href');
  const first = await page.evaluate(active);
  await page.evaluate(() => {
    scrollTo(0, document.body.scrollHeight);
  });
  await until(
      site, page, 'the contents follow the reader',
      (before) =>
          document.querySelector('.toc a.active')?.getAttribute('href') !==
          before,
      first);
  await until(
      site, page, 'the side bar marks the page',
      () => document.querySelector('#side-nav [aria-current]')
                ?.href.includes('ch03.html'));
  await page.context().close();
}

async function steps(site) {
  const page = await site.page(1280);
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
  await page.context().close();
}

async function keyboard(site) {
  const page = await site.page(1280);
  await site.go(page, 'ch03.html');
  // The browser takes no keys before it has drawn the page.
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.keyboard.press('PageDown');
  await until(site, page, 'PageDown scrolls', () => scrollY > 200);
  await page.reload();
  await until(site, page, 'a reload keeps the place', () => scrollY > 200);
  await page.keyboard.press('Tab');
  await until(
      site, page, 'the first stop of Tab skips to the text',
      () => document.activeElement.className === 'skip');
  await page.keyboard.press('Enter');
  await until(
      site, page, 'the text has the focus',
      () => document.activeElement.id === 'doc-content');
  await page.context().close();
}

export async function checkBehaviour(site) {
  const scenes = [
    search,
    theme,
    folding,
    stepping,
    tasks,
    progress,
    phoneMenu,
    contents,
    steps,
    keyboard,
  ];
  for (const scene of scenes) {
    try {
      await scene(site);
    } catch (error) {
      site.faults.push(`${scene.name}: ${error.message.split('\n')[0]}`);
    }
  }
}

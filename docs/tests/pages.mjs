// Every page, loaded once and seen in every width: nothing is cut off inside
// its box (code may scroll, what was drawn or printed may not), no page scrolls
// sideways, a page of the book is light, and axe has nothing to say.
import {statSync} from 'node:fs';
import {judge} from './accessibility.mjs';

const widths = [1280, 1024, 768, 390, 360];
const narrowest = [360];
const heaviest = 200_000;  // bytes of a chapter's page, without pictures

// Where axe looks. Colours do not change with the width, so that two of the
// four pairs are enough for most.
const pairs = [[1280, 'light'], [390, 'dark']];
const allPairs = [...pairs, [390, 'light'], [1280, 'dark']];
const inAllPairs = ['index.html', 'ch02.html', 'classworkbook_1_1Channel.html'];

// What is wider than its box on the page.
function cutOff() {
  const boxes = [...document.querySelectorAll(
      '.fragment.output, .picture-frame, .stepper, .steps-of-schedule')];
  return boxes
      .filter((box) => !box.closest('.plain'))
      .filter((box) => box.scrollWidth > box.clientWidth + 1)
      .map((box) => box.className);
}

function unfold() {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
}

async function fits(site, page, name) {
  const isRead = site.book.includes(name);
  for (const width of isRead ? widths : narrowest) {
    await page.setViewportSize({width, height: 900});
    const {cut, sideways} = await page.evaluate(`({
      cut: (${cutOff})(),
      sideways: document.documentElement.scrollWidth - innerWidth,
    })`);
    for (const box of isRead ? cut : []) site.fault(page, `cut off: ${box}`);
    if (sideways > 0) site.fault(page, `scrolls sideways: ${sideways} px`);
  }
}

function isLight(site, page) {
  const weight = page.asked.map((url) => new URL(url).pathname)
                     .filter((path) => !path.endsWith('.svg'))
                     .reduce((sum, path) => sum + statSync(path).size, 0);
  if (weight > heaviest) site.fault(page, `asks for ${weight} bytes`);
}

// On paper all is unfolded, and nothing is cut off.
async function prints(site, page) {
  await page.emulateMedia({media: 'print'});
  await page.setViewportSize({width: 720, height: 900});
  const {cut, folded} = await page.evaluate(`(() => {
    dispatchEvent(new Event('beforeprint'));
    const boxes = [...document.querySelectorAll('.fragment, .stepper')];
    const seen = {
      cut: boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).length,
      folded: document.querySelectorAll('details:not([open])').length,
    };
    dispatchEvent(new Event('afterprint'));
    return seen;
  })()`);
  if (cut) site.fault(page, `${cut} boxes are cut off on paper`);
  if (folded) site.fault(page, `${folded} answers are folded on paper`);
  await page.emulateMedia({media: 'screen'});
}

async function isFair(site, page, name) {
  for (const [width, scheme] of inAllPairs.includes(name) ? allPairs : pairs) {
    await page.emulateMedia({colorScheme: scheme});
    await page.setViewportSize({width, height: 900});
    await judge(site, page);
  }
  await page.emulateMedia({colorScheme: 'light'});
}

async function look(site, page, name) {
  const isRead = site.book.includes(name);
  if (isRead) {
    isLight(site, page);
    await prints(site, page);
  }
  await page.evaluate(unfold);
  await fits(site, page, name);
  if (site.chosen.includes(name)) await isFair(site, page, name);
  await page.setViewportSize({width: 1280, height: 900});
}

// In Firefox only the widths of what is read.
export async function checkPages(site) {
  if (site.kind === 'firefox') {
    await site.each(site.book, async (page, name) => {
      await page.evaluate(unfold);
      await fits(site, page, name);
    });
    return;
  }
  const longestFirst = [
    ...site.chosen,
    ...site.pages.filter((name) => !site.chosen.includes(name)),
  ];
  await site.each(longestFirst, (page, name) => look(site, page, name));
}

// The page that `workbook check` writes of a reader's own failing schedule: one
// file that works from the disk, by keyboard, and for everybody.
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {judge} from './accessibility.mjs';

const docs = fileURLToPath(new URL('..', import.meta.url));
const read = (name) => readFileSync(join(docs, name), 'utf8');

// Filled as the program fills it.
function filled() {
  const parts = {
    title: 'Chapter 2, task 1',
    case: 'an unpark at the same time as a park wakes it',
    schedule: read('output/flag-without-the-lock.json'),
    trace: read('output/flag-without-the-lock.txt').replace(/</g, '&lt;'),
    again: 'EXPLORER_REPLAY=… my-02-parking',
    style: read('stepper/stepper.css'),
    states: read('stepper/schedule.js'),
    stepper: read('stepper/stepper.js'),
  };
  return read('stepper/alone.html')
      .replace(/{{(\w+)}}/g, (_, name) => parts[name]);
}

async function walkThrough(site, page) {
  await page.keyboard.press('Tab');
  while (await page.evaluate(() => document.activeElement.localName !== 'ol')) {
    await page.keyboard.press('Tab');
  }
  for (let n = 0; n < 4; ++n) await page.keyboard.press('ArrowRight');
  const {count, question} = await page.evaluate(() => ({
    count: document.querySelector('.count').textContent,
    question: document.querySelector('.belief summary')?.textContent,
  }));
  if (count !== '4 of 7') site.fault(page, `four arrows lead to ${count}`);
  if (!question?.includes('sleeper believe')) {
    site.fault(page, 'no question at the preemption');
  }
}

export async function checkAlone(site) {
  const folder = mkdtempSync(join(tmpdir(), 'workbook-page-'));
  const file = join(folder, 'schedule.html');
  writeFileSync(file, filled());
  try {
    for (const [width, scheme] of [[1280, 'light'], [390, 'dark']]) {
      const page = await site.page(width, scheme);
      await page.goto(pathToFileURL(file).href);
      await walkThrough(site, page);
      const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) site.fault(page, `scrolls sideways by ${wide} px`);
      await judge(site, page);
      await page.context().close();
    }
  } finally {
    rmSync(folder, {recursive: true});
  }
}

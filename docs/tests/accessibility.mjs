// WCAG 2.1 AA by axe, in light and dark, on a desktop and on a phone; and no
// page scrolls sideways on a narrow one.
import {AxeBuilder} from '@axe-core/playwright';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

// All folded text is opened and all of the page is brought into view: axe
// does not judge the contrast of what is out of it.
async function showAll(page) {
  const height = await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    return document.documentElement.scrollHeight;
  });
  const {width} = page.viewportSize();
  await page.setViewportSize({width, height: Math.min(height + 300, 16000)});
}

export async function judge(site, page) {
  const {violations} = await new AxeBuilder({page})
                           .withTags(rules)
                           .options({preload: false})
                           .analyze();
  for (const {id, help, nodes} of violations) {
    const first = nodes[0].html.slice(0, 120).replace(/\s+/g, ' ');
    site.fault(page, `${id}: ${help} (${nodes.length}): ${first}`);
  }
}

async function judgeAll(site, names, width, scheme) {
  const page = await site.page(width, scheme);
  for (const name of names) {
    await page.setViewportSize({width, height: 900});
    await site.go(page, name);
    await showAll(page);
    await judge(site, page);
  }
  await page.context().close();
}

// Every page in both widths and both schemes, some in all four pairs: colours
// do not change with the width.
export async function checkAccessibility(site) {
  const some = ['index.html', 'ch02.html', 'classworkbook_1_1Channel.html'];
  await Promise.all([
    judgeAll(site, site.chosen, 1280, 'light'),
    judgeAll(site, site.chosen, 390, 'dark'),
  ]);
  await Promise.all([
    judgeAll(site, some, 1280, 'dark'),
    judgeAll(site, some, 390, 'light'),
  ]);
}

export async function checkNarrow(site) {
  const page = await site.page(360);
  for (const name of site.pages) {
    if (site.book.includes(name)) continue;  // widths.mjs looks at these
    await site.go(page, name);
    const wide = await page.evaluate(() => {
      const text = document.getElementById('doc-content');
      const root = document.documentElement;
      return Math.max(
          root.scrollWidth - root.clientWidth,
          text.scrollWidth - text.clientWidth);
    });
    if (wide > 0) site.fault(page, `scrolls sideways by ${wide} px`);
  }
  await page.context().close();
}

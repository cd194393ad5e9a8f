// Nothing is cut off inside its box: code may scroll, what was drawn or
// printed may not; and a page is light.
import {statSync} from 'node:fs';

const widths = [360, 390, 768, 1024, 1280];
const heaviest = 200_000;  // bytes of a chapter's page, without pictures

// What is wider than its box on the page, unfolded.
function cutOff() {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  const boxes = [...document.querySelectorAll(
      '.fragment.output, .picture-frame, .stepper, .steps-of-schedule')];
  return boxes
      .filter((box) => !box.closest('.plain'))
      .filter((box) => box.scrollWidth > box.clientWidth + 1)
      .map((box) => box.className);
}

export async function checkWidths(site) {
  const page = await site.page(1280);
  for (const name of site.book) {
    await site.go(page, name);
    for (const width of widths) {
      await page.setViewportSize({width, height: 900});
      const {cut, sideways} = await page.evaluate(`({
        cut: (${cutOff})(),
        sideways: document.documentElement.scrollWidth - innerWidth,
      })`);
      for (const box of cut) site.fault(page, `cut off: ${box}`);
      if (sideways > 0) site.fault(page, `scrolls sideways: ${sideways} px`);
    }
  }
  await page.context().close();
}

export async function checkWeight(site) {
  const page = await site.page(1280);
  for (const name of site.book) {
    const asked = [];
    const note = (request) => asked.push(new URL(request.url()).pathname);
    page.on('request', note);
    await site.go(page, name);
    page.off('request', note);
    const weight = asked.filter((path) => !path.endsWith('.svg'))
                       .reduce((sum, path) => sum + statSync(path).size, 0);
    if (weight > heaviest) site.fault(page, `asks for ${weight} bytes`);
  }
  await page.context().close();
}

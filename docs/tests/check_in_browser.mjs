// usage: node docs/tests/check_in_browser.mjs SITE
// Exits 1 and says where when something is wrong with the site.
import {checkAccessibility, checkNarrow} from './accessibility.mjs';
import {checkAlone} from './alone.mjs';
import {checkBehaviour} from './behaviour.mjs';
import {Site} from './browser.mjs';
import {checkWeight, checkWidths} from './widths.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node docs/tests/check_in_browser.mjs SITE');
  process.exit(2);
}

const site = new Site(folder);
await site.open();
try {
  await checkBehaviour(site);
  await checkAlone(site);
  await checkWidths(site);
  await checkWeight(site);
  await checkNarrow(site);
  await checkAccessibility(site);
} finally {
  await site.close();
}
for (const fault of new Set(site.faults)) console.log(fault);
console.log(
    `${site.pages.length} pages, ${site.chosen.length} judged by ` +
    `axe: ${site.faults.length || 'no'} faults`);
process.exitCode = site.faults.length ? 1 : 0;

// usage: node docs/tests/check_in_browser.mjs SITE
// Exits 1 and says where when something is wrong with the site. Firefox is
// tried where it is installed.
import {checkAlone} from './alone.mjs';
import {Site} from './browser.mjs';
import {checkPages} from './pages.mjs';
import {reading} from './reading.mjs';
import {searching} from './searching.mjs';
import {stepping} from './stepping.mjs';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node docs/tests/check_in_browser.mjs SITE');
  process.exit(2);
}

// Says whether nothing is wrong.
async function check(kind) {
  const site = new Site(folder, kind);
  if (kind === 'firefox' && !site.isInstalled) {
    console.log('firefox: not installed, not tried');
    return true;
  }
  const start = performance.now();
  await site.open();
  try {
    await site.play([...stepping, ...searching, ...reading]);
    await checkAlone(site);
    await checkPages(site);
  } finally {
    await site.close();
  }
  for (const fault of new Set(site.faults)) console.log(`${kind}: ${fault}`);
  console.log(
      `${kind}: ${site.pages.length} pages, ` +
      `${site.faults.length || 'no'} faults, ` +
      `${((performance.now() - start) / 1000).toFixed(1)} s`);
  return site.faults.length === 0;
}

// Side by side, since a browser waits for much of its time.
const passed = await Promise.all(['chromium', 'firefox'].map(check));
process.exitCode = passed.every(Boolean) ? 0 : 1;

// WCAG 2.1 AA by axe.
import axe from 'axe-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

// Judges the whole page, below what is in view too. What is folded is not seen.
export async function judge(site, page) {
  if (!await page.evaluate('typeof axe !== "undefined"')) {
    await page.evaluate(`${axe.source}; undefined`);
  }
  const violations = await page.evaluate(async (runOnly) => {
    const judged = await axe.run(
        document, {runOnly, resultTypes: ['violations'], preload: false});
    return judged.violations.map(({id, help, nodes}) => ({
      id,
      help,
      count: nodes.length,
      first: nodes[0].html,
    }));
  }, rules);
  for (const {id, help, count, first} of violations) {
    const where = first.slice(0, 120).replace(/\s+/g, ' ');
    site.fault(page, `${id}: ${help} (${count}): ${where}`);
  }
}

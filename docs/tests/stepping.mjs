// A failing schedule to step through, on a page of the site.

const first = '.stepper';

const at = (count) => document.querySelector('.stepper .count')
                          .textContent.startsWith(`${count} of`);

// By keyboard alone, to the end and back.
async function byKeyboard(site, page) {
  await site.go(page, 'index.html');
  await site.until(page, 'a schedule begins before its first step', at, 0);
  await page.locator(`${first} .steps-of-schedule`).first().focus();
  for (const [key, step] of [['ArrowRight', 1], ['ArrowRight', 2],
                             ['ArrowLeft', 1], ['End', 7], ['Home', 0]]) {
    await page.keyboard.press(key);
    await site.until(page, `${key} leads to step ${step}`, at, step);
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await site.until(
      page, 'a preemption asks what the other one believes',
      () => /What does main believe now/.test(
          document.querySelector('.stepper .belief summary')?.textContent));
  await page.keyboard.press('End');
  await site.until(
      page, 'the end says what went wrong',
      () => document.querySelector('.stepper .verdict')?.textContent);
}

async function byMouse(site, page) {
  await site.go(page, 'ch03.html');
  const click = (label) =>
      page.locator(`${first} button[aria-label="${label}"]`).first().click();
  await click('One step on');
  await click('One step on');
  await site.until(page, 'two clicks make two steps', at, 2);
  await click('One step back');
  await site.until(page, 'and one goes back', at, 1);
  await site.until(
      page, 'steps to come are ghosted',
      () => document.querySelectorAll('.stepper .step.to-come').length > 0 &&
          !document.querySelector('.stepper .step:first-child.to-come'));
  await page.locator(`${first} .step`).nth(3).click();
  await site.until(page, 'a click on a step leads to it', at, 4);
  await page.locator(`${first} input[type=range]`).first().focus();
  await page.keyboard.press('ArrowRight');
  await site.until(page, 'so does the slider', at, 5);
}

// On each page of the book with a schedule, tasks or threads: at each step but
// the last the one whose turn it is says so, or says why it cannot go on.
async function everySchedule(site, page) {
  for (const name of site.book) {
    await site.go(page, name);
    const silent = await page.evaluate(() => {
      const faults = [];
      for (const box of document.querySelectorAll('.stepper')) {
        const list = box.querySelector('.steps-of-schedule');
        const steps = [...list.children];
        box.querySelector('.folding input')?.click();
        list.dispatchEvent(
            new KeyboardEvent('keydown', {key: 'Home', bubbles: true}));
        steps.slice(0, -1).forEach((step, index) => {
          list.dispatchEvent(
              new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
          const role = step.querySelector('.role').textContent;
          const card = [...box.querySelectorAll('.thread-card')].find(
              (each) => each.querySelector('strong').textContent === role);
          const says = card?.querySelector('span')?.textContent;
          if (!says || says === 'can go on' || says === 'not started yet') {
            faults.push(`step ${index + 1}: ${role} ${says}`);
          }
        });
      }
      return faults;
    });
    if (silent.length) site.fault(page, `who has the turn? ${silent[0]}`);
  }
}

async function turn(site, page) {
  await site.go(page, 'ch14.html');
  await page.locator(`${first} .steps-of-schedule`).first().focus();
  await page.keyboard.press('ArrowRight');
  await site.until(
      page, 'one thread has the turn',
      () => document.querySelectorAll('.stepper .thread-card.turn').length ===
          1);
}

// What has no part in the failure is left out, and comes when it is asked for.
async function foldedSteps(site, page) {
  await site.go(page, 'ch05.html');
  const shown = () => page.evaluate(
      () => [...document.querySelectorAll('.stepper .step')].filter(
          (step) => step.offsetHeight > 0).length);
  const few = await shown();
  const list = page.locator(`${first} .steps-of-schedule`).first();
  await list.focus();
  for (let n = 0; n < few; ++n) await page.keyboard.press('ArrowRight');
  await site.until(
      page, 'arrow keys lead over what is left out to the end',
      () => document.querySelector('.stepper .verdict'));
  await page.locator(`${first} .folding input`).first().check();
  if (await shown() <= few) site.fault(page, 'no step was left out');
}

// A load that takes an old value leaves the newest one where it is.
async function oldValues(site, page) {
  await site.go(page, 'ch01.html');
  const value = await page.evaluate(() => statesOf({
    threads: [{id: 0, role: 'main'}],
    objects: [{id: 0, name: 'A1', kind: 'atomic'}],
    steps: [
      {n: 1, thread: 0, op: 'store', object: 0, value: '2'},
      {n: 2, thread: 0, op: 'load', object: 0, value: '1', newer: 1},
    ],
    ends: [],
  }).at(-1).values.get(0).value);
  if (value !== '2') site.fault(page, `an old value counts as ${value}`);
}

async function withoutScript(site, scripted) {
  const context =
      await scripted.context().browser().newContext({javaScriptEnabled: false});
  const page = await context.newPage();
  await site.go(page, 'ch03.html');
  const text = await page.locator('.fragment.output').first().textContent();
  if (!text.includes('lock channel')) {
    site.fault(page, 'without script the schedule is not there as text');
  }
  await context.close();
}

export const stepping = [
  ['stepper: keyboard', 1280, byKeyboard],
  ['stepper: mouse', 390, byMouse],
  ['stepper: turn', 1280, turn],
  ['stepper: every schedule', 1280, everySchedule],
  ['stepper: folded steps', 390, foldedSteps],
  ['stepper: old values', 1280, oldValues],
  ['stepper: no script', 1280, withoutScript],
];

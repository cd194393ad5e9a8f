// A headless browser for the checks. What a page complains about on its
// console, or asks of the network, is collected as a fault.
import {existsSync, readdirSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import {chromium, firefox} from 'playwright-core';

// Browsers at once: as many as most machines have cores.
const lanes = 2;

const kinds = {
  chromium: {
    type: chromium,
    path: process.env.CHROMIUM ?? '/usr/bin/chromium',
    options: {
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    media: {reducedMotion: 'reduce'},
  },
  // The distribution's own, which speaks the open protocol; it is not told
  // which scheme the system has, so it is asked for light pages only.
  firefox: {
    type: firefox,
    path: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    options: {
      channel: 'moz-firefox',
      firefoxUserPrefs: {'ui.prefersReducedMotion': 1},
    },
    media: {
      colorScheme: null,
      reducedMotion: null,
      forcedColors: null,
      contrast: null,
    },
  },
};

export class Site {
  constructor(folder, kind = 'chromium') {
    this.folder = folder;
    this.kind = kind;
    // Of the wrong answers, which are all alike, the first of each chapter.
    const seen = new Set();
    this.pages = readdirSync(folder).sort().filter((name) => {
      const chapter = /^wrong-\d\d/.exec(name)?.[0];
      const again = chapter && seen.has(chapter);
      seen.add(chapter);
      return name.endsWith('.html') && !again;
    });
    this.faults = [];
  }

  get isInstalled() {
    return existsSync(kinds[this.kind].path);
  }

  async open() {
    const {type, path, options} = kinds[this.kind];
    this.browsers = await Promise.all(Array.from(
        {length: lanes},
        () => type.launch({executablePath: path, ...options})));
  }

  close() {
    return Promise.all(this.browsers.map((browser) => browser.close()));
  }

  // What a reader reads.
  get book() {
    return this.pages.filter(
        (name) => /^(index|chapters|schedules|ch\d\d)\.html$/.test(name));
  }

  // The book, and some of the rest.
  get chosen() {
    const more = [
      'wrong-02-flag-without-the-lock.html',
      'glossary.html',
      'your-own-code.html',
      'explorer.html',
      'examples.html',
      'classworkbook_1_1Channel.html',
      'group__selecting.html',
      'group__exploring.html',
    ];
    return [...this.book, ...more];
  }

  async page(width, scheme = 'light', browser = this.browsers[0]) {
    const context = await browser.newContext({
      viewport: {width, height: 900},
      colorScheme: scheme,
      ...kinds[this.kind].media,
    });
    const page = await context.newPage();
    const blame = (what) => this.fault(page, what);
    page.on('console', (message) => {
      if (message.type() === 'error') blame(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => blame(`script: ${error.message}`));
    page.asked = [];
    page.on('request', (request) => {
      page.asked.push(request.url());
      if (!/^(file|data|blob):/.test(request.url())) {
        blame(`asks the network for ${request.url()}`);
      }
    });
    return page;
  }

  // What the page asks for from now on is in `page.asked`.
  go(page, name) {
    page.asked = [];
    return page.goto(pathToFileURL(`${this.folder}/${name}`).href);
  }

  // Visits each of the pages of these names, loaded once.
  each(names, visit) {
    const left = [...names];
    return Promise.all(this.browsers.map(async (browser) => {
      const page = await this.page(1280, 'light', browser);
      for (let name; name = left.shift();) {
        await this.go(page, name);
        await visit(page, name);
      }
      await page.context().close();
    }));
  }

  // Plays each scene on a page of its own.
  play(scenes) {
    const left = [...scenes];
    return Promise.all(this.browsers.map(async (browser) => {
      for (let scene; scene = left.shift();) {
        const [name, width, run] = scene;
        const page = await this.page(width, 'light', browser);
        try {
          await run(this, page);
        } catch (error) {
          this.fault(page, `${name}: ${error.message.split('\n')[0]}`);
        }
        await page.context().close();
      }
    }));
  }

  fault(page, what) {
    const name = decodeURI(page.url().split('/').pop());
    const {width} = page.viewportSize();
    this.faults.push(`${this.kind}: ${name} at ${width} px: ${what}`);
  }

  // Waits until `condition` is true in the page; says what is not so.
  async until(page, what, condition, argument) {
    try {
      await page.waitForFunction(condition, argument, {timeout: 5000});
    } catch {
      this.fault(page, `not so: ${what}`);
    }
  }
}

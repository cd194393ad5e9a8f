// A headless Chromium for the checks. What a page complains about on its
// console, or asks of the network, is collected as a fault.
import {readdirSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export class Site {
  constructor(folder) {
    this.folder = folder;
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

  async open() {
    this.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: flags,
    });
  }

  close() {
    return this.browser.close();
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
      'classworkbook_1_1Channel.html',
      'group__selecting.html',
      'group__exploring.html',
    ];
    return [...this.book, ...more];
  }

  async page(width, scheme = 'light') {
    const context = await this.browser.newContext({
      viewport: {width, height: 900},
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const blame = (what) => this.fault(page, what);
    page.on('console', (message) => {
      if (message.type() === 'error') blame(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => blame(`script: ${error.message}`));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) {
        blame(`asks the network for ${request.url()}`);
      }
    });
    return page;
  }

  go(page, name) {
    return page.goto(pathToFileURL(`${this.folder}/${name}`).href);
  }

  fault(page, what) {
    const name = decodeURI(page.url().split('/').pop());
    const {width} = page.viewportSize();
    this.faults.push(`${name} at ${width} px: ${what}`);
  }
}

// What a page does: the menu on phones, copy buttons, links to headings,
// contents that follow the reader, task boxes that remember.
'use strict';

function button(className, label, text, action) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = className;
  made.setAttribute('aria-label', label);
  made.textContent = text;
  made.addEventListener('click', action);
  return made;
}

function setUpMenu() {
  const opener = document.getElementById('menu-button');
  const root = document.documentElement;
  const set = (open) => {
    root.classList.toggle('menu-open', open);
    opener.setAttribute('aria-expanded', String(open));
  };
  opener.addEventListener(
      'click', () => set(!root.classList.contains('menu-open')));
  document.getElementById('side-nav').addEventListener('click', (event) => {
    if (event.target.closest('a[href]')) set(false);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !root.classList.contains('menu-open')) return;
    set(false);
    opener.focus();
  });
}

function setUpCopying() {
  if (!navigator.clipboard) return;
  for (const fragment of document.querySelectorAll('.fragment')) {
    const frame = document.createElement('div');
    frame.className = 'listing';
    fragment.replaceWith(frame);
    const copy = button('copy', 'Copy this listing', 'Copy', async () => {
      const lines = fragment.cloneNode(true);
      lines.querySelectorAll('.lineno, .ttc').forEach((node) => node.remove());
      const text = [...lines.querySelectorAll('.line')]
                       .map((line) => line.textContent.replace(/\n$/, ''))
                       .join('\n') ||
          lines.textContent;
      await navigator.clipboard.writeText(text);
      copy.textContent = 'Copied';
      setTimeout(() => copy.textContent = 'Copy', 1500);
    });
    frame.append(fragment, copy);
  }
}

function setUpHeadingLinks() {
  for (const anchor of document.querySelectorAll('.contents a.anchor[id]')) {
    const link = document.createElement('a');
    link.className = 'heading-link';
    link.href = `#${anchor.id}`;
    link.textContent = '#';
    link.setAttribute(
        'aria-label', `Link to: ${anchor.parentElement.textContent.trim()}`);
    anchor.parentElement.append(link);
  }
}

function setUpContents() {
  const toc = document.querySelector('.contents > .toc');
  if (!toc) return;
  const title = toc.firstElementChild;
  const opener = button('toc-button', 'On this page', 'On this page', () => {
    opener.setAttribute('aria-expanded', String(toc.classList.toggle('open')));
  });
  opener.setAttribute('aria-expanded', 'false');
  title.replaceWith(opener);
  toc.classList.add('interactive');
  toc.setAttribute('role', 'navigation');
  toc.setAttribute('aria-label', 'On this page');
  const links = [...toc.querySelectorAll('a')].map(
      (link) => ({
        link,
        target: document.getElementById(link.hash.slice(1)),
      }));
  const follow = () => {
    const passed =
        links.filter(({target}) => target.getBoundingClientRect().top < 120);
    const now = passed.at(-1) ?? links[0];
    for (const {link} of links) {
      link.classList.toggle('active', link === now.link);
    }
  };
  addEventListener('scroll', follow, {passive: true});
  follow();
}

function setUpTasks() {
  for (const box of document.querySelectorAll('input[type=checkbox][id]')) {
    const key = `workbook-done-${box.id}`;
    try {
      box.checked = localStorage.getItem(key) !== null;
      box.addEventListener('change', () => {
        if (box.checked) {
          localStorage.setItem(key, 'yes');
        } else {
          localStorage.removeItem(key);
        }
      });
    } catch {
      return;  // a browser that keeps nothing for files
    }
  }
}

// On paper all is unfolded.
function setUpPrinting() {
  let unfolded = [];
  addEventListener('beforeprint', () => {
    unfolded = [...document.querySelectorAll('details:not([open])')];
    for (const fold of unfolded) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of unfolded) fold.open = false;
  });
}

// What scrolls sideways can be reached and scrolled by keyboard.
function reachScrollers() {
  const boxes = '.fragment, .memproto, table, tbody, .picture-frame, .toc';
  for (const box of document.querySelectorAll(boxes)) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute('tabindex');
    }
  }
}

setUpMenu();
setUpCopying();
setUpHeadingLinks();
setUpContents();
setUpTasks();
setUpPrinting();
reachScrollers();
addEventListener('resize', reachScrollers);
document.addEventListener('toggle', reachScrollers, true);

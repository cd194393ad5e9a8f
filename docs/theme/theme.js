// Sets light or dark before the first paint. The button in the header changes
// it; what was chosen is kept in this browser.
'use strict';

const theme = {
  key: 'workbook-theme',

  load() {
    try {
      return localStorage.getItem(theme.key);
    } catch {
      return null;  // a browser that keeps nothing for files
    }
  },

  get dark() {
    const system = matchMedia('(prefers-color-scheme: dark)');
    return (theme.load() ?? (system.matches ? 'dark' : 'light')) === 'dark';
  },

  show() {
    const classes = document.documentElement.classList;
    classes.toggle('dark-mode', theme.dark);
    classes.toggle('light-mode', !theme.dark);
    const button = document.getElementById('theme-button');
    button?.setAttribute('aria-pressed', String(theme.dark));
  },

  toggle() {
    const next = theme.dark ? 'light' : 'dark';
    try {
      localStorage.setItem(theme.key, next);
    } catch {
      theme.load = () => next;
    }
    theme.show();
  },
};

theme.show();
matchMedia('(prefers-color-scheme: dark)')
    .addEventListener('change', theme.show);
document.addEventListener('DOMContentLoaded', () => {
  theme.show();
  document.getElementById('theme-button')
      .addEventListener('click', theme.toggle);
});

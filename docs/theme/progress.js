// What is done adds up: ticks beside each chapter of the side bar and of the
// contents, and on the front page a way back to where the reader is.
'use strict';

const progress = {
  key: (page, task) => `workbook-done-${page}-done-${task}`,

  isDone(page, task) {
    try {
      return localStorage.getItem(progress.key(page, task)) !== null;
    } catch {
      return false;  // a browser that keeps nothing for files
    }
  },

  // Every task of the book, in order.
  get tasks() {
    return [...document.querySelectorAll('#side-nav .ticks')].flatMap(
        ({dataset: {page, tasks}}) =>
            tasks.split(',').map((task) => ({page, task})));
  },

  // Lists of chapters in the text have the marks of the side bar.
  markContents() {
    for (const mark of document.querySelectorAll('#side-nav .ticks')) {
      const link = document.querySelector(
          `.contents td a[href="${mark.dataset.page}.html"]`);
      link?.after(' ', mark.cloneNode());
    }
  },

  show() {
    for (const mark of document.querySelectorAll('.ticks')) {
      const {page, tasks} = mark.dataset;
      const all = tasks.split(',');
      const done = all.filter((task) => progress.isDone(page, task)).length;
      mark.textContent = done ? `${done}/${all.length}` : '';
      mark.classList.toggle('all', done === all.length);
      mark.title = done ? `${done} of ${all.length} tasks done` : '';
    }
    progress.showWhereToGoOn();
  },

  showWhereToGoOn() {
    const begin = document.querySelector('.begin a');
    const {tasks} = progress;
    const isDone = ({page, task}) => progress.isDone(page, task);
    const next = tasks.find((task) => !isDone(task));
    if (!begin || !next || !tasks.some(isDone)) return;
    begin.href = `${next.page}.html#${next.page}-done-${next.task}`;
    begin.textContent =
        `Continue: chapter ${+next.page.slice(2)}, task ${next.task}`;
  },
};

progress.markContents();
progress.show();
document.addEventListener('change', progress.show);

// A failing schedule to step through, in place of its text. Without script the
// text stays as it is.
'use strict';

function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

// What the element is that a stepper takes the place of.
function nameOf(text) {
  if (text.localName === 'p') return 'What went wrong';
  return text.querySelector('img') ? 'As a picture' :
                                     'As the terminal shows it';
}

class Stepper {
  // Takes the place of `text`, which stays in it, folded away.
  constructor(schedule, text) {
    this.schedule = schedule;
    this.states = statesOf(schedule);
    this.box = make('div', 'stepper');
    this.box.setAttribute('role', 'group');
    this.box.setAttribute('aria-label', 'A failing schedule, step by step');
    this.box.append(
        this.makeThreads(), this.makeObjects(), this.makeControls(),
        this.makeSteps(), this.makeNews());
    text.replaceWith(this.box);
    const plain = make('details', 'plain', make('summary', '', nameOf(text)));
    plain.append(text);
    this.box.append(plain);
    this.box.addEventListener('keydown', (event) => this.onKey(event));
    this.go(0);
  }

  get length() {
    return this.schedule.steps.length;
  }

  role(id) {
    return roleOf(id, this.schedule) ?? 'another thread';
  }

  makeThreads() {
    this.threads = make('div', 'threads');
    return this.threads;
  }

  makeObjects() {
    this.objects = make('dl', 'objects');
    return this.objects;
  }

  makeControls() {
    const button = (label, text, to) => {
      const made = make('button', '', text);
      made.type = 'button';
      made.setAttribute('aria-label', label);
      made.addEventListener('click', () => this.go(to()));
      return made;
    };
    this.slider = Object.assign(document.createElement('input'), {
      type: 'range',
      min: 0,
      max: this.length,
      value: 0,
    });
    this.slider.setAttribute('aria-label', 'Step');
    this.slider.addEventListener('input', () => this.go(+this.slider.value));
    this.count = make('output', 'count');
    return make(
        'div', 'controls', button('To the beginning', '|◀', () => 0),
        button('One step back', '◀', () => this.beside(-1)),
        button('One step on', '▶', () => this.beside(1)),
        button('To the end', '▶|', () => this.length), this.slider, this.count,
        ...this.makeFolding());
  }

  // Steps without a part in the failure are left out until they are asked for.
  makeFolding() {
    const folded = this.schedule.steps.filter((step) => step.folded).length;
    if (!folded) return [];
    this.box.classList.add('folds');
    const box = Object.assign(document.createElement('input'), {
      type: 'checkbox',
    });
    box.addEventListener('change', () => {
      this.box.classList.toggle('folds', !box.checked);
      this.go(this.now);
    });
    return [make(
        'label', 'folding', box, ` with ${folded} that have no part in it`)];
  }

  // Where one step on or back leads, over those that are left out.
  beside(direction) {
    const folds = this.box.classList.contains('folds');
    let to = this.now + direction;
    while (folds && this.schedule.steps[to - 1]?.folded) to += direction;
    return to;
  }

  makeSteps() {
    this.items = this.schedule.steps.map((step, index) => {
      const item = make(
          'li', 'step' + (step.bold ? ' bold' : ''),
          make('b', 'number', String(step.n)),
          make('span', 'role', this.role(step.thread)),
          make('span', 'what', step.text ?? step.op),
          make('span', 'place', step.file ? `${step.file}:${step.line}` : ''),
          make('code', 'source', lineOf(step)));
      item.style.setProperty('--thread', step.thread);
      if (step.preempts) item.classList.add('preempts');
      if (step.final) item.classList.add('final');
      if (step.folded) item.classList.add('folded');
      item.addEventListener('click', () => this.go(index + 1));
      return item;
    });
    this.steps = make('ol', 'steps-of-schedule', ...this.items);
    this.steps.tabIndex = 0;  // it scrolls, and arrow keys make steps
    this.steps.setAttribute('aria-label', 'Steps');
    return this.steps;
  }

  makeNews() {
    this.news = make('div', 'news');
    this.news.setAttribute('role', 'status');
    return this.news;
  }

  onKey(event) {
    const to = {
      ArrowRight: this.beside(1),
      ArrowLeft: this.beside(-1),
      Home: 0,
      End: this.length,
    }[event.key];
    if (to === undefined || event.target === this.slider) return;
    event.preventDefault();
    this.go(to);
  }

  // Shows how things are after `now` steps.
  go(now) {
    this.now = Math.max(0, Math.min(this.length, now));
    const state = this.states[this.now];
    const step = this.schedule.steps[this.now - 1];
    this.items.forEach((item, index) => {
      item.classList.toggle('past', index < this.now - 1);
      item.classList.toggle('now', index === this.now - 1);
      item.classList.toggle('to-come', index >= this.now);
    });
    const current = this.items[Math.max(0, this.now - 1)];
    const list = this.steps;
    list.scrollTop = current.offsetTop - list.clientHeight / 2;
    this.showThreads(state, step);
    this.showObjects(state, step);
    this.showNews(step);
    this.slider.value = this.now;
    this.count.textContent = `${this.now} of ${this.length}`;
  }

  showThreads(state, step) {
    const cards = [...state.threads].map(([id, thread]) => {
      const turn = step?.thread === id && thread.kind === 'ready';
      const held = [...state.holders]
                       .filter(([, holder]) => holder === id)
                       .map(([mutex]) => this.schedule.objects[mutex].name);
      const card = make(
          'div', `thread-card ${turn ? 'turn' : thread.kind}`,
          make('strong', '', this.role(id)),
          make(
              'span', '',
              turn ? 'has the turn' : inWords(thread, this.schedule)));
      if (held.length) {
        card.append(make('span', 'held', `holds ${held.join(', ')}`));
      }
      card.style.setProperty('--thread', id);
      return card;
    });
    this.threads.replaceChildren(...cards);
  }

  showObjects(state, step) {
    const folds = this.box.classList.contains('folds');
    const seen = new Set(this.schedule.steps.filter((it) => !it.folded)
                             .flatMap((it) => [it.object, it.mutex]));
    const rows = this.schedule.objects.flatMap(({id, name, kind}) => {
      if (folds && !seen.has(id)) return [];
      let text;
      if (kind === 'mutex') {
        const holder = state.holders.get(id);
        text = holder === undefined ? 'free' : this.role(holder);
      } else if (state.values.has(id)) {
        const {value, step: since} = state.values.get(id);
        text = `${value} (step ${since})`;
        if (step?.object === id && step.newer) {
          text += `; this load took the old ${step.value}`;
        }
      } else {
        return [];
      }
      const value = make('dd', '', text);
      if (step?.object === id) value.className = 'touched';
      return [make('div', '', make('dt', '', name), value)];
    });
    this.objects.replaceChildren(...rows);
  }

  showNews(step) {
    this.news.replaceChildren();
    if (this.now === this.length) {
      this.news.append(make('p', 'verdict', this.schedule.sentence));
    } else if (step?.preempts) {
      this.news.append(this.question(step));
    }
  }

  // At a preemption: what the thread that lost the turn goes on believing.
  question(step) {
    const other = this.beliefBefore(step);
    const answer = make('details', 'belief');
    answer.append(
        make(
            'summary', '',
            `${this.role(step.thread)} takes the turn. ` +
                (other ? `What does ${this.role(other.thread)} believe now?` :
                         'What do the others believe now?')),
        make(
            'p', '',
            other ? `Its last step was ${other.n}: ${other.text}` +
                    (lineOf(other) ? `, in “${lineOf(other)}”` : '') +
                    '. What it saw there is all it knows.' :
                    'They have not looked at anything yet.'));
    return answer;
  }

  beliefBefore(step) {
    return this.schedule.steps.slice(0, step.n - 1)
        .findLast(({thread}) => thread !== step.thread);
  }
}

for (const data of document.querySelectorAll('script.schedule')) {
  const text = data.nextElementSibling;
  if (text) new Stepper(JSON.parse(data.textContent), text);
}

// How things are after each step of a failing schedule: which thread can go
// on, which sleeps on what, which holds which mutex, what an atomic holds.
'use strict';

// The schedule is the explorer's JSON (tests/explorer/trace/README.md). Gives
// a state for each step, and one before the first.
function statesOf(schedule) {
  const started = new Set(
      schedule.steps.filter((step) => step.op === 'start')
          .map((step) => step.whom));
  const first = {
    // By their ids; one that made no step is not among them.
    threads: new Map(schedule.threads.map(
        ({id}) => [id, {kind: started.has(id) ? 'unborn' : 'ready'}])),
    holders: new Map(),  // of a mutex: its id -> a thread's
    values: new Map(),   // of an atomic: its id -> {value, step}
  };
  const states = [first];
  for (const step of schedule.steps) {
    states.push(after(states.at(-1), step, schedule));
  }
  return states;
}

function after(before, step, schedule) {
  const state = {
    threads: new Map(before.threads),
    holders: new Map(before.holders),
    values: new Map(before.values),
  };
  const last = step === schedule.steps.at(-1);
  put(state, step.thread, {kind: 'ready'});
  if (step.blocked) {
    put(state, step.thread, waiting(step));
  } else {
    (EFFECTS[step.op] ?? (() => {}))(state, step);
  }
  // A load may take an old value; what the atomic holds stays the newest one.
  if ('value' in step && !step.blocked && !step.newer) {
    state.values.set(step.object, {value: step.value, step: step.n});
  }
  if (last) settle(state, schedule);
  return state;
}

function waiting(step) {
  return {kind: 'waits', object: step.object, holder: step.holder, op: step.op};
}

function put(state, id, thread) {
  if (state.threads.has(id)) state.threads.set(id, thread);
}

function wake(state, step) {
  put(state, step.whom, {kind: 'ready'});
}

const EFFECTS = {
  'start': wake,
  'lock': (state, step) => {
    if (!step.failed) state.holders.set(step.object, step.thread);
  },
  'unlock': (state, step) => {
    if (state.holders.get(step.object) === step.thread) {
      state.holders.delete(step.object);
    }
  },
  'wait': (state, step) => {
    put(state, step.thread, {kind: 'sleeps', object: step.object});
    if (step.mutex !== undefined) state.holders.delete(step.mutex);
  },
  'woken from': (state, step) => {
    if (step.mutex !== undefined) state.holders.set(step.mutex, step.thread);
  },
  'notify_one': wake,
  'notify': wake,
  'ends': (state, step) => {
    put(state, step.thread, {kind: 'ended'});
  },
  'join': (state, step) => {
    put(state, step.holder, {kind: 'ended'});
  },
};
// A task of part II, which says what it awaits.
EFFECTS.awaits = (state, step) => {
  put(state, step.thread, {kind: 'waits', text: step.text});
};
EFFECTS.try_lock = EFFECTS.lock;
EFFECTS.sleep = (state, step) => {
  put(state, step.thread, {kind: 'sleeps'});
};

// How the threads stood in the end, which the explorer knows exactly.
function settle(state, schedule) {
  for (const end of schedule.ends) {
    const kind = {waits: 'waits', failed: 'fails', ended: 'ended'}[end.state];
    if (!kind) continue;
    const {object, holder, text} = end;
    put(state, end.thread, {kind, object, holder, text});
  }
}

// What the schedule calls a thread.
function roleOf(id, schedule) {
  return schedule.threads.find((thread) => thread.id === id)?.role;
}

// The state of a thread in words.
function inWords(thread, schedule) {
  if (thread.text) return thread.text;
  const object = schedule.objects[thread.object]?.name;
  const holder = roleOf(thread.holder, schedule);
  switch (thread.kind) {
    case 'unborn':
      return 'not started yet';
    case 'sleeps':
      return object ? `sleeps on ${object}` : 'sleeps';
    case 'waits':
      if (thread.op === 'join') {
        return `waits for ${holder ?? 'another thread'} to end`;
      }
      return `waits for ${object ?? 'another thread'}` +
          (holder ? `, which ${holder} holds` : '');
    case 'ended':
      return 'has ended';
    case 'fails':
      return 'fails here';
    default:
      return 'can go on';
  }
}

// The line of a step; one that only closes a call, as `});`, says nothing.
function lineOf(step) {
  return /^\W*\)\W*$/.test(step.source) ? '' : step.source ?? '';
}

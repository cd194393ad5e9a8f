// How things are after each step of a failing schedule: which thread can go
// on, which sleeps on what, who holds which mutex, what an atomic holds.
'use strict';

// The schedule is the explorer's JSON (tests/explorer/trace/README.md). Gives
// a state for each step, and one before the first.
function statesOf(schedule) {
  const started = new Set(
      schedule.steps.filter((step) => step.op === 'start')
          .map((step) => step.whom));
  const first = {
    threads: schedule.threads.map(({id}) => ({
      kind: started.has(id) ? 'unborn' : 'ready',
    })),
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
    threads: before.threads.map((thread) => ({...thread})),
    holders: new Map(before.holders),
    values: new Map(before.values),
  };
  const last = step === schedule.steps.at(-1);
  state.threads[step.thread] = {kind: 'ready'};
  if (step.blocked) {
    state.threads[step.thread] = waiting(step);
  } else {
    (EFFECTS[step.op] ?? (() => {}))(state, step);
  }
  if ('value' in step && !step.blocked) {
    state.values.set(step.object, {value: step.value, step: step.n});
  }
  if (last) settle(state, schedule);
  return state;
}

function waiting(step) {
  return {kind: 'waits', object: step.object, holder: step.holder, op: step.op};
}

function wake(state, step) {
  if (step.whom !== undefined) state.threads[step.whom] = {kind: 'ready'};
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
    state.threads[step.thread] = {kind: 'sleeps', object: step.object};
    if (step.mutex !== undefined) state.holders.delete(step.mutex);
  },
  'woken from': (state, step) => {
    if (step.mutex !== undefined) state.holders.set(step.mutex, step.thread);
  },
  'notify_one': wake,
  'notify': wake,
  'ends': (state, step) => {
    state.threads[step.thread] = {kind: 'ended'};
  },
  'join': (state, step) => {
    if (step.holder !== undefined) {
      state.threads[step.holder] = {kind: 'ended'};
    }
  },
};
EFFECTS.try_lock = EFFECTS.lock;
EFFECTS.sleep = (state, step) => {
  state.threads[step.thread] = {kind: 'sleeps'};
};

// How the threads stood in the end, which the explorer knows exactly.
function settle(state, schedule) {
  for (const end of schedule.ends) {
    const kind = {waits: 'waits', failed: 'fails', ended: 'ended'}[end.state];
    if (!kind) continue;
    state.threads[end.thread] = {
      kind,
      object: end.object,
      holder: end.holder,
      text: end.text,
    };
  }
}

// The state of a thread in words.
function inWords(thread, schedule) {
  if (thread.text) return thread.text;
  const object = schedule.objects[thread.object]?.name;
  const holder = schedule.threads[thread.holder]?.role;
  switch (thread.kind) {
    case 'unborn':
      return 'not started yet';
    case 'sleeps':
      return object ? `sleeps on ${object}` : 'sleeps';
    case 'waits':
      if (thread.op === 'join') return `waits for ${holder} to end`;
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

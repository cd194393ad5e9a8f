#include "process/signals.hpp"

#include <pthread.h>

#include <initializer_list>

namespace program {
namespace {

// Ends the waiting thread; nobody else is expected to send it.
constexpr int stop_signal = SIGUSR1;

sigset_t awaited() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int each :
       {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGPIPE, stop_signal}) {
    sigaddset(&signals, each);
  }
  return signals;
}

}  // namespace

void Signals::block() {
  const sigset_t signals = awaited();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // What is ignored by default may be dropped even while it is blocked.
  struct sigaction nothing {};
  nothing.sa_handler = [](int) {};
  ::sigaction(SIGWINCH, &nothing, nullptr);
}

Signals::Signals() : thread_([this] { wait_and_send(); }) {}

Signals::~Signals() {
  arrived_.close();
  ::pthread_kill(thread_.native_handle(), stop_signal);
}

void Signals::wait_and_send() {
  const sigset_t signals = awaited();
  try {
    for (int number = 0; ::sigwait(&signals, &number) == 0;) {
      if (number == stop_signal) return;
      if (number != SIGPIPE) arrived_.send(number);
    }
  } catch (const workbook::ClosedChannel&) {
    // Nobody listens any more. The stop signal, if it comes after this, finds
    // the thread ended but not yet joined.
  }
}

}  // namespace program

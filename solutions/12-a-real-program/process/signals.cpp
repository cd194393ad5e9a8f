#include "process/signals.hpp"

#include <pthread.h>

#include <initializer_list>

namespace program {
namespace {

// Wakes the waiting thread, which then looks whether it is to end.
constexpr int wake_signal = SIGUSR1;

bool is_ignored(int number) {
  struct sigaction action {};
  return ::sigaction(number, nullptr, &action) == 0 &&
         action.sa_handler == SIG_IGN;
}

// Everything that somebody may send. Not errors of our own, and not what the
// system tells a program in the background or one that has children.
sigset_t awaited() {
  sigset_t signals;
  sigfillset(&signals);
  for (const int each : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP,
                         SIGSYS, SIGCHLD, SIGTTIN, SIGTTOU}) {
    sigdelset(&signals, each);
  }
  for (const int each : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP}) {
    if (is_ignored(each)) sigdelset(&signals, each);
  }
  return signals;
}

// What is ignored by default may be dropped even while it is blocked.
void keep_while_blocked(std::initializer_list<int> numbers) {
  struct sigaction nothing {};
  nothing.sa_handler = [](int) {};
  for (const int each : numbers) ::sigaction(each, &nothing, nullptr);
}

// A signal that nobody has taken would end the program once it is let through.
void discard_pending() {
  sigset_t pending;
  ::sigpending(&pending);
  const sigset_t signals = awaited();
  for (int number = 1; number < NSIG; ++number) {
    if (sigismember(&pending, number) != 1) continue;
    if (sigismember(&signals, number) != 1) continue;
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    int taken = 0;
    ::sigwait(&one, &taken);
  }
}

}  // namespace

BlockedSignals::BlockedSignals() {
  const sigset_t signals = awaited();
  ::pthread_sigmask(SIG_BLOCK, &signals, &before_);
}

BlockedSignals::~BlockedSignals() {
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

Signals::Signals() {
  keep_while_blocked({SIGWINCH, SIGCONT});
  thread_ = std::jthread{
      [this](const std::stop_token& stop) { wait_and_send(stop); }};
}

Signals::~Signals() {
  thread_.request_stop();
  arrived_.close();
  ::pthread_kill(thread_.native_handle(), wake_signal);
  thread_.join();
  discard_pending();
}

void Signals::wait_and_send(const std::stop_token& stop) {
  const sigset_t signals = awaited();
  try {
    int number = 0;
    while (::sigwait(&signals, &number) == 0 && !stop.stop_requested()) {
      arrived_.send(number);
    }
  } catch (const workbook::ClosedChannel&) {
    // Nobody listens any more. The signal that wakes us, if it comes after
    // this, finds the thread ended but not yet joined.
  }
}

}  // namespace program

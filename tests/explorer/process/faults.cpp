#include "process/faults.hpp"

#include <dlfcn.h>
#include <signal.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string>
#include <string_view>

#include "core/libc.hpp"
#include "core/scheduler.hpp"

// Present in a program with a sanitizer.
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(
    void (*callback)());

namespace explorer::core {
namespace {

Record* the_record = nullptr;

/// The function of the C library that the program called, seen from within.
const char* library_function(const Frames& frames) {
  const char* name = nullptr;
  for (void* frame : frames) {
    Dl_info info{};
    if (frame == nullptr || ::dladdr(frame, &info) == 0) continue;
    const bool in_library = std::strstr(info.dli_fname, "libc.so") != nullptr;
    if (name != nullptr && !in_library) break;
    if (in_library && info.dli_sname != nullptr) name = info.dli_sname;
  }
  return name != nullptr ? name : "a system call";
}

void leave_fault(Verdict verdict, std::string_view detail) {
  if (the_record->verdict != Verdict::passed) return;
  scheduler().tell(Op::fail);
  scheduler().leave_verdict(verdict, detail);
}

/// Whether a call went to no function. That leaves no frame to look from: the
/// context is made that of the call.
bool called_null([[maybe_unused]] ucontext_t& context) {
#if defined(__x86_64__)
  greg_t* const registers = context.uc_mcontext.gregs;
  if (registers[REG_RIP] != 0) return false;
  registers[REG_RIP] = *reinterpret_cast<greg_t*>(registers[REG_RSP]) - 1;
  registers[REG_RSP] += static_cast<greg_t>(sizeof(greg_t));
  return true;
#elif defined(__aarch64__)
  mcontext_t& registers = context.uc_mcontext;
  if (registers.pc != 0) return false;
  registers.pc = registers.regs[30] - 4;
  return true;
#else
  return false;
#endif
}

std::string fault_in_words(int signal, ucontext_t& context) {
  if (signal == SIGSEGV && called_null(context)) {
    return "calls a null function, or resumes a coroutine that has ended";
  }
  return std::string{"is stopped: "} + ::strsignal(signal);
}

void on_crash(int signal, siginfo_t* /*info*/, void* context) {
  if (current != nullptr) {
    leave_fault(Verdict::crash,
                fault_in_words(signal, *static_cast<ucontext_t*>(context)));
  }
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

void on_stuck(int) {
  if (current == nullptr) return;
  the_record->stuck = true;
  leave_fault(the_record->if_stuck, the_record->if_stuck_detail);
  if (the_record->if_stuck == Verdict::uncontrolled) {
    copy_text(the_record->detail, library_function(the_record->frames));
  }
  ::_exit(1);
}

void on_report() {
  if (current != nullptr) leave_fault(Verdict::crash, "");
}

}  // namespace

/// The address sanitizer asks this when it starts. A parker on the stack of a
/// sleeper that has gone is what this library is there to find.
extern "C" [[gnu::weak]] const char* __asan_default_options() {
  return "detect_stack_use_after_return=1";
}

/// The address sanitizer calls this before it writes its report, which takes
/// it a while and is wanted only when it is shown.
extern "C" void __asan_on_error() {
  on_report();
  if (current != nullptr && !scheduler().telling()) ::_exit(1);
}

/// The undefined behaviour sanitizer calls this before each report; it may
/// then go on as if nothing had happened, but the schedule has failed.
extern "C" void __ubsan_on_report() { on_report(); }

void catch_faults(Record& record) {
  the_record = &record;
  Frames frames;
  Scheduler::capture(frames);  // loads the unwinder now, not in a handler
  struct sigaction action {};
  action.sa_flags = SA_ONSTACK | SA_SIGINFO;
  action.sa_sigaction = on_crash;
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    ::sigaction(signal, &action, nullptr);
  }
  action.sa_flags = SA_ONSTACK;
  action.sa_handler = on_stuck;
  ::sigaction(SIGURG, &action, nullptr);
  if (__sanitizer_set_death_callback != nullptr) {
    __sanitizer_set_death_callback(on_report);
  }
}

}  // namespace explorer::core

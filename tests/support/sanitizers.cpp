// What the sanitizers are told, whichever of them a program is built with.

extern "C" {

// A waiter that outlives its thread's stack frame is a mistake we look for. A
// quarter of the usual room for frames that were left, since all of it is
// gone through after each exception.
const char* __asan_default_options();
const char* __asan_default_options() {
  return "detect_stack_use_after_return=1:max_uar_stack_size_log=18:"
         "detect_leaks=0";
}

const char* __ubsan_default_options();
const char* __ubsan_default_options() { return "print_stacktrace=1"; }

const char* __tsan_default_options();
const char* __tsan_default_options() { return "halt_on_error=1"; }

}  // extern "C"

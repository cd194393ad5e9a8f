// What the address sanitizer is told in the gallery.

extern "C" {

// Programs that leak, as failing schedules do, are not what it looks for.
const char* __asan_default_options();
const char* __asan_default_options() {
  return "detect_stack_use_after_return=1:max_uar_stack_size_log=18:"
         "detect_leaks=0";
}

}  // extern "C"

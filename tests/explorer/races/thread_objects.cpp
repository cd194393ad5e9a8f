// join() and detach() of std::thread are compiled into the C++ library, which
// is not instrumented: what they do with the object itself is told here.

#include <dlfcn.h>

#include <thread>

#include "core/thread.hpp"
#include "races/detector.hpp"

namespace {

using Member = void(std::thread*);

Member* next(const char* name) {
  return reinterpret_cast<Member*>(::dlsym(RTLD_NEXT, name));
}

void on_access(const std::thread* object, bool write) {
  if (explorer::core::current == nullptr) return;
  explorer::core::detector().on_access(
      {.address = object, .size = sizeof *object, .write = write});
}

void read_call_write(std::thread* object, Member* member) {
  on_access(object, false);
  member(object);
  on_access(object, true);
}

}  // namespace

// The names of libstdc++; a program with another library does without.
extern "C" {
void join_thread(std::thread* object) asm("_ZNSt6thread4joinEv");
void detach_thread(std::thread* object) asm("_ZNSt6thread6detachEv");

void join_thread(std::thread* object) {
  static Member* const real = next("_ZNSt6thread4joinEv");
  read_call_write(object, real);
}

void detach_thread(std::thread* object) {
  static Member* const real = next("_ZNSt6thread6detachEv");
  read_call_write(object, real);
}
}

// Random numbers that a seed decides, so that a schedule can be replayed.

#include <sys/random.h>

#include <random>
#include <string>

#include "core/libc.hpp"
#include "primitives/primitives.hpp"
#include "search/run_schedules.hpp"

using explorer::core::current;
using explorer::core::draw;

namespace {

template <class Function>
Function next_definition(const char* mangled_name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, mangled_name));
}

}  // namespace

/// What libstdc++ makes a std::random_device with. In a body it needs no
/// source of numbers, and asking the processor for one takes longer than many
/// a schedule.
void std::random_device::_M_init(const std::string& token) {
  if (current != nullptr && token == "default") {
    _M_file = nullptr;
    _M_func = nullptr;
    return;
  }
  using Function = void (*)(std::random_device*, const std::string&);
  static const auto real = next_definition<Function>(
      "_ZNSt13random_device7_M_initERKNSt7__cxx1112basic_string"
      "IcSt11char_traitsIcESaIcEEE");
  real(this, token);
}

/// What it calls for each number.
std::random_device::result_type std::random_device::_M_getval() {
  if (current != nullptr) return static_cast<result_type>(draw());
  using Function = result_type (*)(std::random_device*);
  static const auto real =
      next_definition<Function>("_ZNSt13random_device9_M_getvalEv");
  return real(this);
}

extern "C" {

ssize_t getrandom(void* buffer, std::size_t length, unsigned flags) {
  if (current == nullptr)
    return EXPLORER_REAL(getrandom)(buffer, length, flags);
  auto* bytes = static_cast<unsigned char*>(buffer);
  for (std::size_t i = 0; i < length; ++i) {
    bytes[i] = static_cast<unsigned char>(draw());
  }
  return static_cast<ssize_t>(length);
}

int getentropy(void* buffer, std::size_t length) {
  if (current == nullptr) return EXPLORER_REAL(getentropy)(buffer, length);
  return ::getrandom(buffer, length, 0) < 0 ? -1 : 0;
}

}  // extern "C"

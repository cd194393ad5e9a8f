// Random numbers that a seed decides, so that a schedule can be replayed.

#include <sys/random.h>

#include <random>

#include "../primitives/primitives.hpp"
#include "../real.hpp"
#include "../schedule.hpp"

using explorer::core::current;
using explorer::core::draw;

/// libstdc++ calls this for each number of a std::random_device.
std::random_device::result_type std::random_device::_M_getval() {
  if (current != nullptr) return static_cast<result_type>(draw());
  using Function = result_type (*)(std::random_device*);
  static const auto real = reinterpret_cast<Function>(
      ::dlsym(RTLD_NEXT, "_ZNSt13random_device9_M_getvalEv"));
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

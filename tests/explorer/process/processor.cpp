#include "process/processor.hpp"

#include <sched.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <string>

namespace explorer::core {
namespace {

/// Takes the processor's name for as long as this process lives; false when
/// another one has it. It is the name of a socket in no file system, which
/// nobody has to clean up.
bool take_name_of(int processor) {
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return false;
  const std::string name = "explorer on processor " + std::to_string(processor);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path + 1, sizeof address.sun_path - 1);
  const std::size_t length = offsetof(sockaddr_un, sun_path) + 1 + name.size();
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&address),
             static_cast<socklen_t>(length)) == 0) {
    return true;
  }
  ::close(socket);
  return false;
}

/// This one, when all are taken.
int free_processor(const cpu_set_t& allowed) {
  const int here = ::sched_getcpu();
  for (int i = 0; i < CPU_SETSIZE; ++i) {
    const int processor = (here + i) % CPU_SETSIZE;
    if (!CPU_ISSET(static_cast<std::size_t>(processor), &allowed)) continue;
    if (take_name_of(processor)) return processor;
  }
  return here;
}

}  // namespace

void stay_on_one_processor() {
  cpu_set_t allowed;
  if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return;
  cpu_set_t chosen;
  CPU_ZERO(&chosen);
  CPU_SET(static_cast<std::size_t>(free_processor(allowed)), &chosen);
  ::sched_setaffinity(0, sizeof chosen, &chosen);
}

}  // namespace explorer::core

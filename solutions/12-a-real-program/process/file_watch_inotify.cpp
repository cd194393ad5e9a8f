// File changes on Linux.
#ifdef __linux__

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "process/file_watch.hpp"
#include "process/unique_fd.hpp"
#include "process/wait_readable.hpp"

namespace program {
namespace {

namespace fs = std::filesystem;

class Inotify {
 public:
  explicit Inotify(const fs::path& folder) : fd_(::inotify_init1(IN_CLOEXEC)) {
    if (fd_.get() < 0) throw_errno("inotify");
    add(folder);
    for (const auto& entry : fs::directory_iterator{folder}) {
      if (entry.is_directory()) add(entry.path());
    }
  }

  std::optional<fs::path> next(int stop) {
    while (changed_.empty()) {
      if (!wait_readable(fd_.get(), stop) || !read_events())
        return std::nullopt;
    }
    fs::path file = std::move(changed_.front());
    changed_.pop_front();
    return file;
  }

 private:
  void add(const fs::path& folder) {
    const int watch = ::inotify_add_watch(
        fd_.get(), folder.c_str(),
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE);
    if (watch >= 0) folders_[watch] = folder;
  }

  bool read_events() {
    alignas(inotify_event) std::array<char, 4096> buffer{};
    const ssize_t size = ::read(fd_.get(), buffer.data(), buffer.size());
    if (size <= 0) return false;
    for (const char* at = buffer.data(); at < buffer.data() + size;) {
      const auto* event = reinterpret_cast<const inotify_event*>(at);
      if (event->len > 0) take(*event, folders_[event->wd] / event->name);
      at += sizeof(inotify_event) + event->len;
    }
    return true;
  }

  void take(const inotify_event& event, const fs::path& path) {
    if ((event.mask & IN_ISDIR) != 0) {
      if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) add(path);
    } else if ((event.mask & IN_CREATE) == 0 && is_source(path)) {
      changed_.push_back(path);  // a new file counts once it is written
    }
  }

  UniqueFd fd_;
  std::map<int, fs::path> folders_;
  std::deque<fs::path> changed_;
};

}  // namespace

std::function<std::optional<fs::path>(int)> next_change(
    const fs::path& folder) {
  return [inotify = std::make_shared<Inotify>(folder)](int stop) {
    return inotify->next(stop);
  };
}

}  // namespace program

#endif

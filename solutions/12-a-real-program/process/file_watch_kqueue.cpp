// File changes on macOS.
#ifdef __APPLE__

#include <fcntl.h>
#include <sys/types.h>

#include <sys/event.h>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "process/file_watch.hpp"
#include "process/unique_fd.hpp"
#include "project/files.hpp"

namespace program {
namespace {

namespace fs = std::filesystem;

// kqueue watches open files, so that every folder and file is open. After
// each event they are opened anew: editors replace files when they save.
class Kqueue {
 public:
  explicit Kqueue(fs::path folder)
      : folder_(std::move(folder)), queue_(::kqueue()) {
    if (queue_.get() < 0) throw_errno("kqueue");
    open_all();
  }

  std::optional<fs::path> next(int stop) {
    watch(stop, EVFILT_READ, 0);
    struct kevent event {};
    const int count = ::kevent(queue_.get(), nullptr, 0, &event, 1, nullptr);
    if (count > 0 && event.filter == EVFILT_READ) return std::nullopt;
    open_all();
    return folder_;  // which file it was does not matter
  }

 private:
  void open_all() {
    open_.clear();  // closing a file takes it out of the queue
    add(folder_);
    for (const auto& entry : fs::directory_iterator{folder_}) {
      if (!entry.is_directory()) continue;
      add(entry.path());
      for (const fs::path& file : sources_in(entry.path())) add(file);
    }
  }

  void add(const fs::path& path) {
    UniqueFd fd{::open(path.c_str(), O_EVTONLY | O_CLOEXEC)};
    if (fd.get() < 0) return;
    watch(fd.get(), EVFILT_VNODE, NOTE_WRITE | NOTE_DELETE | NOTE_RENAME);
    open_.push_back(std::move(fd));
  }

  void watch(int fd, std::int16_t filter, std::uint32_t what) {
    struct kevent change {};
    EV_SET(&change, static_cast<std::uintptr_t>(fd), filter, EV_ADD | EV_CLEAR,
           what, 0, nullptr);
    ::kevent(queue_.get(), &change, 1, nullptr, 0, nullptr);
  }

  fs::path folder_;
  UniqueFd queue_;
  std::vector<UniqueFd> open_;
};

}  // namespace

std::function<std::optional<fs::path>(int)> next_change(
    const fs::path& folder) {
  return [queue = std::make_shared<Kqueue>(folder)](int stop) {
    return queue->next(stop);
  };
}

}  // namespace program

#endif

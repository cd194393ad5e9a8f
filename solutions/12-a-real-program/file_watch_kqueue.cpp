// File changes on macOS.
#ifdef __APPLE__

#include <fcntl.h>
#include <sys/event.h>

#include <memory>
#include <vector>

#include "file_watch.hpp"
#include "files.hpp"
#include "unique_fd.hpp"
#include "wait_readable.hpp"

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
    if (!wait_readable(queue_.get(), stop)) return std::nullopt;
    struct kevent event {};
    const timespec at_once{};
    ::kevent(queue_.get(), nullptr, 0, &event, 1, &at_once);
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
    struct kevent change {};
    EV_SET(&change, static_cast<uintptr_t>(fd.get()), EVFILT_VNODE,
           EV_ADD | EV_CLEAR, NOTE_WRITE | NOTE_DELETE | NOTE_RENAME, 0,
           nullptr);
    ::kevent(queue_.get(), &change, 1, nullptr, 0, nullptr);
    open_.push_back(std::move(fd));
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

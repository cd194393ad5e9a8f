/// @file
/// A file that is needed for a while.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace program {

/// An empty file in the system's temporary folder, for others to write. It is
/// gone in the end.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::error_code none;
    name_ = std::filesystem::temp_directory_path(none) / "workbook-XXXXXX";
    const int file = ::mkstemp(name_.data());
    if (file < 0) name_.clear();
    if (file >= 0) ::close(file);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    std::error_code ignored;
    if (!name_.empty()) std::filesystem::remove(name_, ignored);
  }

  /// Where it is; empty if it could not be made.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
};

}  // namespace program

/// @file
/// A thread that owns a small file of notes and answers for it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <thread>

#include "requests.hpp"

namespace program {

/// Names and values, one pair a line of a file, that one thread owns: chapter
/// 9's StatefulOwner for text. Any thread may ask at any time.
class NotesOwner {
 public:
  /// Starts the owner of `file`, which need not exist.
  explicit NotesOwner(std::filesystem::path file);
  NotesOwner(const NotesOwner&) = delete;
  NotesOwner& operator=(const NotesOwner&) = delete;
  ~NotesOwner();

  /// The value of `name`; empty for a name that was never set.
  [[nodiscard]] std::string get(const std::string& name);

  /// Makes `value` what get(name) gives. False when the file cannot be
  /// written; the value then lasts as long as the owner.
  bool set(const std::string& name, const std::string& value);

 private:
  struct Get {
    std::string name;
    workbook::ChannelPtr<std::string> reply;
  };
  struct Set {
    std::string name;
    std::string value;
    workbook::ChannelPtr<bool> reply;
  };
  using Notes = std::map<std::string, std::string>;

  // All of these run on the owner's thread.
  void serve();
  void answer(const Get& request);
  void answer(const Set& request);
  void refresh();
  [[nodiscard]] Notes load() const;
  [[nodiscard]] bool save() const;

  const std::filesystem::path file_;
  const workbook::ChannelPtr<Get> gets_ = workbook::make_channel<Get>();
  const workbook::ChannelPtr<Set> sets_ = workbook::make_channel<Set>();
  Notes notes_;          // the owner's thread's alone
  bool saved_ = true;    // the same; the file says what notes_ says
  std::jthread thread_;  // last: it uses everything above
};

}  // namespace program

#include "project/notes_owner.hpp"

#include <optional>
#include <sstream>
#include <utility>

#include "process/signals.hpp"
#include "project/files.hpp"
#include "project/project.hpp"
#include "select.hpp"

namespace program {

using workbook::on_receive;
using workbook::select;

NotesOwner::NotesOwner(std::filesystem::path file) : file_(std::move(file)) {
  const BlockedSignals none_for_the_thread;
  thread_ = std::jthread{[this] { serve(); }};
}

NotesOwner::~NotesOwner() {
  gets_->close();
  sets_->close();
}

std::string NotesOwner::get(const std::string& name) {
  const auto reply = workbook::make_channel<std::string>(1);
  gets_->send({name, reply});
  return workbook::await_reply(*reply);
}

bool NotesOwner::set(const std::string& name, const std::string& value) {
  const auto reply = workbook::make_channel<bool>(1);
  sets_->send({name, value, reply});
  return workbook::await_reply(*reply);
}

void NotesOwner::serve() {
  notes_ = load();
  auto gets = gets_;
  auto sets = sets_;
  while (gets || sets) {
    select(on_receive(gets,
                      [&](std::optional<Get> request) {
                        request ? answer(*request) : gets.reset();
                      }),
           on_receive(sets, [&](std::optional<Set> request) {
             request ? answer(*request) : sets.reset();
           }));
  }
}

void NotesOwner::answer(const Get& request) {
  refresh();
  request.reply->send(notes_[request.name]);
}

void NotesOwner::answer(const Set& request) {
  refresh();
  notes_[request.name] = request.value;
  saved_ = save();
  request.reply->send(saved_);
}

// Another workbook, in another terminal, may write the file too.
void NotesOwner::refresh() {
  if (saved_) notes_ = load();
}

NotesOwner::Notes NotesOwner::load() const {
  Notes notes;
  std::istringstream lines{read_file(file_)};
  for (std::string line; std::getline(lines, line);) {
    const auto space = line.find(' ');
    if (space == std::string::npos) continue;
    notes[line.substr(0, space)] = line.substr(space + 1);
  }
  return notes;
}

bool NotesOwner::save() const {
  std::string text;
  for (const auto& [name, value] : notes_) {
    text.append(name).append(" ").append(value).append("\n");
  }
  try {
    write_file(file_, text);
    return true;
  } catch (const UserError&) {
    return false;
  }
}

}  // namespace program

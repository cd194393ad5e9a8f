#include "keeper.hpp"

#include <optional>
#include <sstream>
#include <utility>

#include "files.hpp"
#include "project.hpp"
#include "select.hpp"

namespace program {

using workbook::on_receive;

Keeper::Keeper(std::filesystem::path file)
    : file_(std::move(file)), thread_([this] { serve(); }) {}

Keeper::~Keeper() {
  gets_->close();
  sets_->close();
}

std::string Keeper::get(const std::string& name) {
  const auto reply = workbook::make_channel<std::string>(1);
  gets_->send({name, reply});
  return workbook::await_reply(*reply);
}

bool Keeper::set(const std::string& name, const std::string& value) {
  const auto reply = workbook::make_channel<bool>(1);
  sets_->send({name, value, reply});
  return workbook::await_reply(*reply);
}

void Keeper::serve() {
  Notes notes = load();
  bool saved = true;
  // Another workbook, in another terminal, may write the file too.
  const auto refresh = [&] {
    if (saved) notes = load();
  };
  auto gets = gets_;
  auto sets = sets_;
  while (gets || sets) {
    workbook::select(on_receive(gets,
                                [&](std::optional<Get> request) {
                                  if (!request) return gets.reset();
                                  refresh();
                                  request->reply->send(notes[request->name]);
                                }),
                     on_receive(sets, [&](std::optional<Set> request) {
                       if (!request) return sets.reset();
                       refresh();
                       notes[request->name] = request->value;
                       saved = save(notes);
                       request->reply->send(saved);
                     }));
  }
}

Keeper::Notes Keeper::load() const {
  Notes notes;
  std::istringstream lines{read_file(file_)};
  for (std::string line; std::getline(lines, line);) {
    const auto space = line.find(' ');
    if (space != line.npos)
      notes[line.substr(0, space)] = line.substr(space + 1);
  }
  return notes;
}

bool Keeper::save(const Notes& notes) const {
  std::string text;
  for (const auto& [name, value] : notes) text += name + ' ' + value + '\n';
  try {
    write_file(file_, text);
    return true;
  } catch (const UserError&) {
    return false;
  }
}

}  // namespace program

#include "names.hpp"

#include <algorithm>
#include <span>
#include <string_view>

namespace explorer::core {
namespace {

struct Words {
  std::string_view letter;
  std::string_view word;
};

Words words_for(Kind kind) {
  switch (kind) {
    case Kind::mutex:
      return {"M", "mutex"};
    case Kind::condition:
      return {"C", "condition"};
    case Kind::shared_mutex:
      return {"SM", "shared mutex"};
    case Kind::semaphore:
      return {"S", "semaphore"};
    case Kind::atomic:
      return {"A", "atomic"};
    case Kind::once:
      return {"O", "once_flag"};
    default:
      return {"V", "memory"};
  }
}

bool contains(const NamedMemory& named, const void* object) {
  const auto* at = static_cast<const char*>(object);
  const auto* start = static_cast<const char*>(named.start);
  return at >= start && at < start + named.size;
}

}  // namespace

std::string Names::thread(int id) const {
  const ThreadState& state = record_.threads[static_cast<std::size_t>(id)];
  if (state.role[0] != '\0') return state.role.data();
  return id == 0 ? "main" : "T" + std::to_string(id);
}

std::vector<std::string> Names::threads(int count) const {
  std::vector<std::string> names;
  for (int id = 0; id < count; ++id) names.push_back(thread(id));
  return names;
}

std::string Names::object(Kind kind, const void* object) {
  if (kind == Kind::none || kind == Kind::thread) return "";
  const auto same = [&](const Known& it) {
    return it.kind == kind && it.object == object;
  };
  const auto found = std::ranges::find_if(known_, same);
  if (found != known_.end()) return found->name;
  known_.push_back({kind, object, make_name(kind, object)});
  return known_.back().name;
}

std::string Names::make_name(Kind kind, const void* object) const {
  const Words words = words_for(kind);
  const std::span named{record_.names.data(),
                        static_cast<std::size_t>(record_.name_count)};
  const auto owner = std::ranges::find_if(
      named, [&](const NamedMemory& it) { return contains(it, object); });
  if (owner == named.end()) {
    const auto before = std::ranges::count(known_, kind, &Known::kind);
    return std::string{words.letter} + std::to_string(before + 1);
  }
  const std::string name = owner->name.data();
  constexpr std::size_t single_object = 16;  // no more than one fits
  if (owner->start == object && owner->size <= single_object) return name;
  const bool plural = name.ends_with('s');
  return name + (plural ? "' " : "'s ") + std::string{words.word};
}

}  // namespace explorer::core

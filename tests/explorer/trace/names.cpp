#include "trace/names.hpp"

#include <pthread.h>
#include <semaphore.h>

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

/// What is no larger than that has no room for anything else.
std::size_t size_of(Kind kind) {
  switch (kind) {
    case Kind::mutex:
      return sizeof(pthread_mutex_t);
    case Kind::condition:
      return sizeof(pthread_cond_t);
    case Kind::shared_mutex:
      return sizeof(pthread_rwlock_t);
    case Kind::semaphore:
      return sizeof(sem_t);
    default:
      return 2 * sizeof(void*);
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
  names.reserve(static_cast<std::size_t>(count));
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
  const std::string& name = known_.back().name;
  if (std::ranges::find(objects_, name, &Object::name) == objects_.end()) {
    objects_.push_back({name, kind});
  }
  return name;
}

int Names::id(Kind kind, const void* object) {
  const std::string name = this->object(kind, object);
  const auto found = std::ranges::find(objects_, name, &Object::name);
  return found == objects_.end() ? -1
                                 : static_cast<int>(found - objects_.begin());
}

std::string word_for(Kind kind) { return std::string{words_for(kind).word}; }

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
  std::string name = owner->name.data();
  if (owner->start == object && owner->size <= size_of(kind)) return name;
  const bool plural = name.ends_with('s');
  return name + (plural ? "' " : "'s ") + std::string{words.word};
}

}  // namespace explorer::core

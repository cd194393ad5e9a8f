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
  return Block{named.start, named.size}.contains(object);
}

}  // namespace

std::string word_for(Kind kind) { return std::string{words_for(kind).word}; }

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

Names::Names(const Record& record, const std::vector<Event>& events)
    : record_(record) {
  for (const Event& event : events) {
    if (event.op == Op::free) {
      blocks_.push_back({event.object, static_cast<std::size_t>(event.value)});
    }
    const Kind kind = kind_of(event.op);
    if (kind != Kind::memory) used_as_[event.object].insert(kind);
  }
}

std::string Names::object(Kind kind, const void* object) {
  if (kind == Kind::none || kind == Kind::thread) return "";
  return name_of(known_as(kind, object));
}

std::string Names::pointer(const void* address) {
  const auto named = std::span{record_.names}.first(
      static_cast<std::size_t>(record_.name_count));
  const auto found = std::ranges::find(named, address, &NamedMemory::start);
  if (found != named.end()) return found->name.data();
  return name_of(known_as(Kind::memory, address));
}

std::string Names::name_of(const Known& known) {
  const auto found = std::ranges::find(known_, known, &Named::known);
  if (found != known_.end()) return found->name;
  std::string name = make_name(known);
  known_.push_back({known, name});
  if (std::ranges::find(objects_, name, &Object::name) == objects_.end()) {
    objects_.push_back({name, known.kind});
  }
  return name;
}

int Names::id(Kind kind, const void* object) {
  const std::string name = this->object(kind, object);
  const auto found = std::ranges::find(objects_, name, &Object::name);
  return found == objects_.end() ? -1
                                 : static_cast<int>(found - objects_.begin());
}

/// Memory that is also used as something else goes by the name of that, and
/// any part of a block that was freed by the name of the block.
Names::Known Names::known_as(Kind kind, const void* object) const {
  if (kind != Kind::memory) return {kind, object};
  const auto used = used_as_.find(object);
  if (used != used_as_.end()) return {*used->second.begin(), object};
  return {kind, block_of(object)};
}

const void* Names::block_of(const void* address) const {
  const auto block = std::ranges::find_if(
      blocks_, [&](const Block& it) { return it.contains(address); });
  return block != blocks_.end() ? block->start : address;
}

std::string Names::make_name(const Known& known) const {
  const Kind kind = known.kind;
  const void* const object = known.object;
  const Words words = words_for(kind);
  const std::span named{record_.names.data(),
                        static_cast<std::size_t>(record_.name_count)};
  const auto owner = std::ranges::find_if(
      named, [&](const NamedMemory& it) { return contains(it, object); });
  if (owner == named.end()) {
    const auto before = std::ranges::count(
        known_, kind, [](const Named& it) { return it.known.kind; });
    return std::string{words.letter} + std::to_string(before + 1);
  }
  std::string name = owner->name.data();
  const std::string number = number_within(*owner, known);
  const bool fills_it =
      owner->start == object && owner->size <= size_of(kind) && number.empty();
  if (fills_it) return name;
  const bool plural = name.ends_with('s');
  return name + (plural ? "' " : "'s ") + std::string{words.word} + number;
}

/// Of several of a kind in an object, which one, as they lie in memory.
std::string Names::number_within(const NamedMemory& owner,
                                 const Known& known) const {
  const auto is_another = [&](const auto& it) {
    return contains(owner, it.first) && it.second.contains(known.kind);
  };
  const auto all = std::ranges::count_if(used_as_, is_another);
  if (all < 2) return "";
  const auto before =
      std::count_if(used_as_.begin(), used_as_.find(known.object), is_another);
  return ' ' + std::to_string(before + 1);
}

}  // namespace explorer::core

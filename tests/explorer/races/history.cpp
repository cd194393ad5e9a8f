#include "races/history.hpp"

#include <algorithm>
#include <utility>

namespace explorer::core {

void History::start(std::size_t bytes, Bits value) {
  bytes_ = bytes;
  stores_.clear();
  stores_.emplace_back().value = value;
  old_reads_.clear();
}

std::size_t History::floor(const VectorClock& known) const noexcept {
  const auto is_known = [&](const Epoch& it) { return it.is_known(known); };
  std::size_t i = newest();
  while (i > 0 && !is_known(stores_[i].by) &&
         std::ranges::none_of(stores_[i].readers, is_known)) {
    --i;
  }
  return i;
}

std::size_t History::insert_behind(std::size_t i, Store store) {
  store.sc_of_older = stores_[i].sc_of_older;
  store.sc_of_older.join(stores_[i].sc);
  store.sc_of_older.join(stores_[i].sc_of_readers);
  ++i;
  settle_older(i, store.sc);
  stores_.insert(stores_.begin() + static_cast<std::ptrdiff_t>(i),
                 std::move(store));
  if (stores_.size() <= most_stores) return i;
  stores_.erase(stores_.begin());
  return i > 0 ? i - 1 : 0;
}

void History::add_reader(std::size_t i, const Epoch& reader,
                         const VectorClock& sc) {
  Store& store = stores_[i];
  const auto says_as_much = [&](const Epoch& it) {
    return it.thread == reader.thread && (it.sc != 0 || reader.sc == 0);
  };
  if (!std::ranges::any_of(store.readers, says_as_much)) {
    store.readers.push_back(reader);
  }
  store.sc_of_readers.join(sc);
  settle_older(i + 1, sc);
}

/// For the stores from here on there is something older now.
void History::settle_older(std::size_t from, const VectorClock& sc) {
  for (; from < stores_.size(); ++from) stores_[from].sc_of_older.join(sc);
}

VectorClock History::sc_before(const VectorClock& known) const {
  const Store& store = stores_[floor(known)];
  VectorClock before = store.sc_of_older;
  const auto is_known = [&](const Epoch& it) { return it.is_known(known); };
  if (std::ranges::any_of(store.readers, is_known)) before.join(store.sc);
  return before;
}

int& History::old_reads(int thread) {
  const auto index = static_cast<std::size_t>(thread);
  if (old_reads_.size() <= index) old_reads_.resize(index + 1);
  return old_reads_[index];
}

}  // namespace explorer::core
